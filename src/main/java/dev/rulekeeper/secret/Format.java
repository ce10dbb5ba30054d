package dev.rulekeeper.secret;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The form of a kind of token.
 *
 * @param kind the name of the kind
 * @param example an invented token of this form
 * @param source who says that it has this form
 * @param keywords literal texts, one of which every token of this form holds
 * @param boundary whether the token begins with its keyword, after another character than a letter,
 *     digit, {@code _} or {@code -}
 * @param lead where there is no such boundary, how many characters of the token may stand before
 *     the keyword
 * @param pattern the token; its first group, where it has one, is the credential
 * @param check what a token must also be where its keyword tells nothing. A token with a telling
 *     keyword is found whether or not its checksum fits, since vendors change lengths and checksums
 *     without notice
 */
record Format(
    String kind,
    String example,
    String source,
    List<String> keywords,
    boolean boundary,
    int lead,
    Pattern pattern,
    Predicate<String> check) {

  /** A token that begins with one of {@code keywords}, separated by spaces. */
  static Format begins(
      String kind, String keywords, String pattern, String example, String source) {
    return new Format(
        kind,
        example,
        source,
        List.of(keywords.split(" ")),
        true,
        0,
        Pattern.compile(pattern),
        t -> true);
  }

  /** A token that holds {@code keyword} at most {@code lead} characters after its beginning. */
  static Format holds(
      String kind, String keyword, int lead, String pattern, String example, String source) {
    return new Format(
        kind, example, source, List.of(keyword), false, lead, Pattern.compile(pattern), t -> true);
  }

  /** A token with {@code keyword} anywhere, that only {@code check} tells from other texts. */
  static Format proven(
      String kind,
      String keyword,
      String pattern,
      Predicate<String> check,
      String example,
      String source) {
    return new Format(
        kind, example, source, List.of(keyword), false, 0, Pattern.compile(pattern), check);
  }

  /** The kind, without the example. */
  @Override
  public String toString() {
    return "Format[" + kind + "]";
  }
}
