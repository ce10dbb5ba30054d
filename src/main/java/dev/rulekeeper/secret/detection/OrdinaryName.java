package dev.rulekeeper.secret.detection;

import java.util.regex.Pattern;

/**
 * Words and names that people choose, such as {@code deployment}, {@code X-Api-Key} and {@code
 * orderService}: no generator makes a token like that.
 */
final class OrdinaryName {
  private static final int LONGEST = 48;
  private static final Pattern WORDS =
      Pattern.compile(
          "(?:\\p{Lu}?+\\p{Ll}{2,14}+|\\p{Lu}{1,8}+)(?:(?:["
              + " _.-](?:\\p{Lu}?+\\p{Ll}{2,14}+|\\p{Lu}{1,8}+))|(?:\\p{Lu}\\p{Ll}{2,14}+)){0,5}+");

  private static final Pattern HEADER =
      Pattern.compile("(?i)(?:proxy-)?+authorization|x(?:-[a-z0-9]{1,20}+){1,5}+");

  /** Three words and more, joined by one sign: what people and generators take for a secret. */
  private static final Pattern PHRASE =
      Pattern.compile("[a-z]{3,14}+([_.-])[a-z]{3,14}+(?:\\1[a-z]{3,14}+){1,5}+");

  private static final int SHORTEST_PHRASE = 14;

  /** No word has so many of them in a row. */
  private static final Pattern CONSONANTS = Pattern.compile("(?i)[bcdfghjklmnpqrstvwxz]{7}");

  private OrdinaryName() {}

  /** Whether {@code value} is the name of a header that credentials stand in. */
  static boolean isHeader(String value) {
    return value.length() <= LONGEST && HEADER.matcher(value).matches();
  }

  /** Whether {@code value} is made of words only, and of too few for a passphrase. */
  static boolean is(String value) {
    return value.length() <= LONGEST
        && WORDS.matcher(value).matches()
        && !CONSONANTS.matcher(value).find()
        && (value.length() < SHORTEST_PHRASE || !PHRASE.matcher(value).matches());
  }
}
