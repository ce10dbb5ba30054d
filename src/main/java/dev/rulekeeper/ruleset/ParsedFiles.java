package dev.rulekeeper.ruleset;

import dev.rulekeeper.json.PackedText;
import dev.rulekeeper.rule.Rule;
import java.util.Optional;
import java.util.function.Supplier;

/** Rule files that were read before, by their exact text. */
public interface ParsedFiles {
  /** Knows none, and learns none. */
  ParsedFiles NONE =
      new ParsedFiles() {
        @Override
        public Optional<Known> of(FileText text) {
          return Optional.empty();
        }

        @Override
        public Known learn(FileText text, Rule rule) {
          return Known.packed(text.text(), rule);
        }
      };

  /**
   * A file that was right and used neither template nor fragment.
   *
   * @param rule what it stands for; its tree is the one that the file has
   * @param text gives its exact text
   */
  record Known(Rule rule, Supplier<String> text) {
    /** Both in few bytes, for one of thousands that are held at once. */
    public static Known packed(String text, Rule rule) {
      PackedText packed = PackedText.of(text);
      return new Known(rule.packed(), packed);
    }
  }

  /** What is known of the file with this text. */
  Optional<Known> of(FileText text);

  /**
   * Takes note that the file with this text is right, uses neither template nor fragment, and
   * stands for this rule.
   *
   * @return what is known of it from now on, in few bytes
   */
  Known learn(FileText text, Rule rule);
}
