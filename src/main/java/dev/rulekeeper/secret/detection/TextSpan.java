package dev.rulekeeper.secret.detection;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.placeholder.Part;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.SecretName;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a template text, from {@code start} to {@code end} (exclusive, in UTF-16 units).
 *
 * @param inside where the stretch is an encoded text: the encoding, and the region inside the
 *     decoded text
 */
public record TextSpan(int start, int end, Optional<Inside> inside) {
  /** A region inside what decoding gives. */
  public record Inside(Encoding encoding, String decoded, TextSpan region) {
    /** Names the encoding; the decoded text may be secret. */
    @Override
    public String toString() {
      return "Inside[" + encoding + "]";
    }
  }

  /** {@code text} with the innermost region replaced by {@code <<secret:name>>}. */
  public String replace(String text, SecretName name) {
    boolean lessThan = start > 0 && text.charAt(start - 1) == '<';
    String before = lessThan ? text.substring(0, start - 1) : text.substring(0, start);
    // A '<' directly before a tag has to be written as one.
    List<Part> parts = lessThan ? List.of(new Part.Text("<"), part(name)) : List.of(part(name));
    return before + PlaceholderText.of(parts).source() + text.substring(end);
  }

  private Part part(SecretName name) {
    return inside
        .<Part>map(in -> in.region().encoded(in, name))
        .orElseGet(() -> new Part.Hole(Tag.secret(name.value())));
  }

  private Part encoded(Inside in, SecretName name) {
    return new Part.Encoded(
        in.encoding(),
        List.of(
            new Part.Text(in.decoded().substring(0, start)),
            part(name),
            new Part.Text(in.decoded().substring(end))));
  }
}
