package dev.rulekeeper.secret;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.template.Encoding;
import java.util.Optional;

/**
 * A stretch of a template text, from {@code start} to {@code end} (exclusive, in UTF-16 units).
 *
 * @param inside where the stretch is an encoded text: the encoding, and the region inside the
 *     decoded text
 */
public record Region(int start, int end, Optional<Inside> inside) {
  /** A region inside what decoding gives. */
  public record Inside(Encoding encoding, String decoded, Region region) {
    /** Names the encoding; the decoded text may be secret. */
    @Override
    public String toString() {
      return "Inside[" + encoding + "]";
    }
  }

  /** {@code text} with the innermost region replaced by {@code <<secret:name>>}. */
  public String replace(String text, SecretName name) {
    String replacement =
        inside
            .map(
                within -> {
                  String tag = within.encoding().tag();
                  String changed = within.region().replace(within.decoded(), name);
                  return "<<#" + tag + ">>" + changed + "<</" + tag + ">>";
                })
            .orElse("<<secret:" + name + ">>");
    return text.substring(0, start) + replacement + text.substring(end);
  }
}
