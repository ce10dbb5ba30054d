package dev.rulekeeper.secret.detection;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How much a word of a sentence looks like a password that people choose, which is less random than
 * a token: {@code Sommer77!}, {@code orange42table}.
 */
final class PasswordShape {
  private static final int LONGEST = 128;

  /** Words with digits that are none: names of methods, standards, products and measures. */
  private static final Pattern TERM =
      Pattern.compile(
          "(?:sha|md|hmac|aes|rsa|base|utf|oauth|http|tls|ssl|ipv|win|windows|mp|x|pkcs|ed|es|rs|hs"
              + "|ps|office|o|log|jdk|java|python|node|php|ec|s|k|h|i|p|v|q|http|rfc|iso|cve|tier"
              + "|level|lvl|phase|step|version|ver|sprint|release|http|https|port|vlan|room|raum"
              + "|host|server|srv|bcrypt|argon|pbkdf|scrypt|fido|totp|hotp|web|plan|team|group|user"
              + "|test|bot|dev|prod|qa)[-_]?[0-9]{1,4}(?:[-_.][a-z0-9]{1,12}){0,3}"
              + "|[12]password|[23]fa|[0-9]{1,3}-?[a-z]{1,14}|[0-9]{1,4}x[0-9]{1,4}.{0,4}");

  private static final Pattern UPPER_AND_DIGITS = Pattern.compile("[A-Z]{1,12}[-_/]?[0-9]{1,12}");

  /** Capitals inside of words, which no term has. */
  private static final Pattern CAPITALS =
      Pattern.compile("[a-z][A-Z].{0,16}[a-z][A-Z]|[A-Z]{2}[a-z]{1,3}[A-Z]");

  private PasswordShape() {}

  /** Whether {@code value} looks like a password where a sentence says that one comes. */
  static boolean isLikely(String value) {
    return value.length() >= 6 && isPossible(value) && !isTerm(value);
  }

  /** Whether {@code value} looks like one even where little says that one comes. */
  static boolean isStriking(String value) {
    Counts counts = Counts.of(value);
    int classes = counts.classes();
    return value.length() >= 8
        && isLikely(value)
        && counts.digits > 0
        && (classes >= 3 || (counts.digits >= 2 && value.length() >= 12));
  }

  /** Whether {@code value}, behind a label of its own, may be one: short codes too. */
  static boolean isPossible(String value) {
    if (value.length() < 4 || value.length() > LONGEST || isSomethingElse(value)) {
      return false;
    }
    Counts counts = Counts.of(value);
    boolean mixed = counts.letters() > 0 && counts.digits > 0;
    boolean symbols = counts.symbols > 0 && counts.letters() + counts.digits >= 3;
    return mixed || symbols;
  }

  private static boolean isTerm(String value) {
    return (TERM.matcher(value.toLowerCase(Locale.ROOT)).matches()
            && !CAPITALS.matcher(value).find())
        || UPPER_AND_DIGITS.matcher(value).matches();
  }

  /** Whether {@code value} only says where a credential is, or is an address. */
  static boolean isReference(String value) {
    return value.contains("://")
        || isAddress(value)
        || Allowlist.isPlaceholder(value)
        || CodeReference.isReference(value)
        || CodeReference.isExpression(value)
        || CodeReference.isName(value);
  }

  private static boolean isSomethingElse(String value) {
    return isReference(value) || (Allowlist.isKnownShape(value) && !isHexadecimal(value));
  }

  private static boolean isAddress(String value) {
    int at = value.indexOf('@');
    return at > 0 && value.indexOf('.', at) > at + 1 && value.indexOf('@', at + 1) < 0;
  }

  /** Digits and letters up to {@code f}, of both; what else a known shape is, is no password. */
  private static boolean isHexadecimal(String value) {
    Counts counts = Counts.of(value);
    return counts.digits > 1
        && counts.letters() > 0
        && value.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  /** How many characters of which class a value has. */
  private record Counts(int digits, int lower, int upper, int others, int symbols) {
    static Counts of(String value) {
      int digits = 0;
      int lower = 0;
      int upper = 0;
      int others = 0;
      int symbols = 0;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (Character.isDigit(c)) {
          digits++;
        } else if (Character.isLowerCase(c)) {
          lower++;
        } else if (Character.isUpperCase(c)) {
          upper++;
        } else if (Character.isLetter(c)) {
          others++;
        } else if ("!#$%&*+@^~_=§€£".indexOf(c) >= 0) {
          symbols++;
        }
      }
      return new Counts(digits, lower, upper, others, symbols);
    }

    int letters() {
      return lower + upper + others;
    }

    int classes() {
      return (digits > 0 ? 1 : 0)
          + (lower > 0 ? 1 : 0)
          + (upper > 0 ? 1 : 0)
          + (others > 0 ? 1 : 0)
          + (symbols > 0 ? 1 : 0);
    }
  }
}
