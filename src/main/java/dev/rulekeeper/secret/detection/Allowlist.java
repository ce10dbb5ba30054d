package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.Characters;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts that look like credentials and are none. */
final class Allowlist {
  private static final Set<String> WORDS =
      Set.of(
          "true",
          "false",
          "null",
          "none",
          "nil",
          "undefined",
          "tbd",
          "tba",
          "tbc",
          "todo",
          "pending",
          "required",
          "optional",
          "unknown",
          "empty",
          "unset",
          "not set",
          "string",
          "n/a",
          "no-check",
          "nocheck",
          "oauth",
          "oauth2",
          "sso",
          "saml",
          "redacted",
          "[redacted]",
          "(redacted)",
          "hidden",
          "masked",
          "removed",
          "[removed]");

  /** {@code ***}, {@code xxxx}, {@code …}: whatever says that something was there. */
  private static final Pattern MASK = Pattern.compile("[*•●·.\\-_#?…\\s]*|[xX]{3,}|[xX*-]{4,}");

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\A(?:<[A-Za-z][A-Za-z0-9 _.-]{0,60}>"
              + "|\\$\\{[A-Za-z_][^{}]{0,80}\\}|\\$[A-Z][A-Z0-9_]{2,60}|%[A-Z][A-Z0-9_]{2,60}%|\\{\\{.{0,100}\\}\\}|\\[[A-Za-z][A-Za-z"
              + " _-]{2,60}\\]|\\{[A-Za-z][A-Za-z0-9 _.-]{0,60}\\}|[A-Z]{2,}(?:_[A-Z]{1,30}){1,12}"
              + "|(?:REPLACE|INSERT|ENTER|PUT|YOUR|TODO)_[A-Z0-9_]{1,80}|(?i:(?:your|insert|enter|replace)[-_"
              + " ](?:[a-z]{1,20}+[-_ ]?){1,8}))");

  private static final String HEX = "[0-9a-fA-F]";
  private static final Pattern UUID =
      Pattern.compile(HEX + "{8}(?:-" + HEX + "{4}){3}-" + HEX + "{12}");
  private static final Pattern LONG_HEX = Pattern.compile(HEX + "{16,128}");
  private static final Pattern SHAPE =
      Pattern.compile(
          UUID.pattern()
              // Account ids: 557058:uuid and 712020:uuid, or 24 hexadecimal digits.
              + "|[0-9a-z]{2,12}:(?:"
              + UUID.pattern()
              + "|"
              + HEX
              + "{24,36})"
              + "|"
              + HEX
              + "{4,128}"
              + "|ari:cloud:.*"
              + "|(?:_customsmartvalue_id|_header|customfield|JIRAUSER)_?[0-9a-zA-Z_]*"
              + "|(?:sha(?:1|224|256|384|512)|md5)[-:].*"
              + "|[0-9T:.,+Z/_ -]*"
              + "|v?[0-9]+(?:\\.[0-9]+){1,4}(?:[-+.][A-Za-z0-9.-]{0,40})?"
              // What AWS calls a credential is the id of a key and what it is for.
              + "|A[KS]IA[A-Z0-9]{16}(?:/|%2F).{1,100}aws4_request"
              // Keys of projects and issues.
              + "|[A-Z][A-Z0-9_]{1,20}-[0-9]{1,9}|[A-Z][A-Z0-9_]{1,9}");

  private Allowlist() {}

  /** Whether {@code value} only says where a credential would stand, even where one must stand. */
  static boolean isPlaceholder(String value) {
    String text = value.strip();
    return text.length() <= 120
        && (text.contains("REPLACE_WITH")
            || MASK.matcher(text).matches()
            || WORDS.contains(text.toLowerCase(Locale.ROOT))
            || PLACEHOLDER.matcher(text).matches()
            || isVariable(text));
  }

  /** {@code $token}: a variable of a script, by a name that variables with credentials have. */
  private static boolean isVariable(String text) {
    return text.startsWith("$")
        && text.substring(1).chars().allMatch(Character::isLetter)
        && CredentialNames.ofKey(text.substring(1)) == CredentialNames.Verdict.YES;
  }

  /** Whether {@code value} has the shape of an id, a digest, a number, a date or a version. */
  static boolean isKnownShape(String value) {
    return value.length() <= 200 && SHAPE.matcher(value).matches();
  }

  /**
   * Whether {@code value} looks random enough to be a credential where a name only hints at one:
   * three classes of characters in one word, or many digits in a long one.
   */
  static boolean looksStrong(String value) {
    if (!looksLikeToken(value)) {
      return false;
    }
    Counts counts = Counts.of(value);
    boolean oneWord = counts.separators() == 0;
    boolean threeClasses = counts.digits() > 0 && counts.lower() > 0 && counts.upper() > 0;
    return isHexLike(value)
        || (oneWord && threeClasses)
        || (oneWord && counts.digits() >= 2 && value.length() >= 16)
        || (counts.digits() >= 2 && value.length() >= 20 && threeClasses);
  }

  private static boolean isHexLike(String value) {
    return UUID.matcher(value).matches() || LONG_HEX.matcher(value).matches();
  }

  /** Whether {@code value} is one word of letters, as every dictionary has. */
  static boolean isWord(String value) {
    boolean letters = value.chars().allMatch(Character::isLetter);
    String rest = value.isEmpty() ? "" : value.substring(1);
    return letters
        && (rest.equals(rest.toLowerCase(Locale.ROOT))
            || rest.equals(rest.toUpperCase(Locale.ROOT)));
  }

  /** How many characters of which class a text has. */
  private record Counts(int digits, int lower, int upper, int separators, int spaces) {
    static Counts of(String value) {
      int digits = 0;
      int lower = 0;
      int upper = 0;
      int separators = 0;
      int spaces = 0;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        digits += Characters.isDigit(c) ? 1 : 0;
        lower += Characters.isLower(c) ? 1 : 0;
        upper += Characters.isUpper(c) ? 1 : 0;
        separators += "-_./ ".indexOf(c) >= 0 ? 1 : 0;
        spaces += Characters.isSpace(c) ? 1 : 0;
      }
      return new Counts(digits, lower, upper, separators, spaces);
    }
  }

  /**
   * Whether {@code value} looks made by a machine: eight characters or more without a space, of
   * more than one class, and no issue key, number or date.
   */
  static boolean looksLikeToken(String value) {
    if (value.length() < 8 || value.contains("://")) {
      return false;
    }
    Counts counts = Counts.of(value);
    boolean mixed = counts.digits() > 0 && counts.lower() + counts.upper() > 0;
    boolean long20 = value.length() >= 20 && counts.upper() > 1 && counts.lower() > 1;
    return counts.spaces() == 0
        && (isHexLike(value) || ((mixed || long20) && !isKnownShape(value)));
  }
}
