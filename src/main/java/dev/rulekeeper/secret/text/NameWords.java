package dev.rulekeeper.secret.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of names: of headers, keys, variables and parameters. */
public final class NameWords {
  private NameWords() {}

  /** The words of a name in any of the usual spellings, in lower case, without final numbers. */
  public static List<String> of(String name) {
    int end = name.length();
    while (end > 0 && !Character.isLetter(name.charAt(end - 1))) {
      end--;
    }
    var words = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i <= end; i++) {
      boolean letter = i < end && Character.isLetterOrDigit(name.charAt(i));
      if (!letter || (i > start && isHump(name, i))) {
        if (i > start) {
          words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
        }
        start = letter ? i : i + 1;
      }
    }
    return words;
  }

  /** Whether a word begins at the capital at {@code i}: in {@code apiKey}, in {@code APIKey}. */
  private static boolean isHump(String name, int i) {
    char before = name.charAt(i - 1);
    if (!Character.isUpperCase(name.charAt(i))) {
      return false;
    }
    return !Character.isUpperCase(before)
        || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1)));
  }
}
