package dev.rulekeeper.secret.format;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The form of a kind of token.
 *
 * @param kind the name of the kind
 * @param example an invented token of this form
 * @param source who says that it has this form
 * @param search where in a text to try the pattern
 * @param keywords literal texts, one of which every token of this form holds
 * @param lead for {@link Search#ANYWHERE}, how many characters of the token may stand before the
 *     keyword
 * @param pattern the token; its first group, where it has one, is the credential
 * @param proof for {@link Search#RUN}, what a token must also be, since its keyword tells nothing.
 *     A token with a telling keyword is found whether or not its checksum fits, since vendors
 *     change lengths and checksums without notice
 */
public record TokenFormat(
    String kind,
    String example,
    String source,
    Search search,
    List<String> keywords,
    int lead,
    Pattern pattern,
    Predicate<String> proof) {

  /** Where in a text a token of a form is looked for. */
  public enum Search {
    /** Where a word begins with a keyword: after no letter, digit, {@code _} or {@code -}. */
    WORD,
    /** Around the keyword, wherever it stands. */
    ANYWHERE,
    /** In every long run of characters that tokens are made of. */
    RUN
  }

  /** The kind, without the example. */
  @Override
  public String toString() {
    return "TokenFormat[" + kind + "]";
  }
}
