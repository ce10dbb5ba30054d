package dev.rulekeeper.placeholder;

import java.util.List;

/** One piece of a template. */
public sealed interface Part {
  /** Text that stands for itself; {@code <<} in it is a literal. */
  record Text(String text) implements Part {
    /** Says how long the text is: a text that was just read from a site may hold a secret. */
    @Override
    public String toString() {
      return "Text[" + text.length() + " characters]";
    }
  }

  /** A place that a value fills. */
  record Hole(Tag tag) implements Part {}

  /** Parts whose rendering is then encoded: {@code <<#base64>>…<</base64>>}. */
  record Encoded(Encoding encoding, List<Part> parts) implements Part {
    /** Copies the list. */
    public Encoded {
      parts = List.copyOf(parts);
    }
  }
}
