package dev.rulekeeper.rule;

import java.util.Locale;

/** How many of something there are, in English: {@code 1 rule}, {@code 2 rules}. */
public final class Count {
  private Count() {}

  /** {@code number} of what one is called {@code one}; the plural takes an s or ies. */
  public static String of(long number, String one) {
    return number == 1 ? "1 " + one : String.format(Locale.ROOT, "%,d %s", number, plural(one));
  }

  private static String plural(String one) {
    boolean consonant = one.length() > 1 && "aeiou".indexOf(one.charAt(one.length() - 2)) < 0;
    return one.endsWith("y") && consonant ? one.substring(0, one.length() - 1) + "ies" : one + "s";
  }
}
