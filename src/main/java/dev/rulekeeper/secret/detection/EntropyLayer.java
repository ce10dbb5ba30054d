package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.text.Characters;

/**
 * Warns of words that look random: twenty characters or more of three classes, with a Shannon
 * entropy that no word, path or id reaches. Only ever a warning.
 */
final class EntropyLayer implements Layer {
  private static final int SHORTEST = 20;
  private static final int LONGEST = 256;
  private static final double LIMIT = 3.9;

  @Override
  public void search(TextView passage, Place place, Candidates found) {
    if (place.role() == Place.Role.STRUCTURE || passage.signals().runs() == 0) {
      return;
    }
    LayerTriggers signals = passage.signals();
    for (int run = 0; run < signals.runs(); run++) {
      search(passage, signals.runStart(run), signals.runEnd(run), found);
    }
  }

  private static void search(TextView passage, int start, int stop, Candidates found) {
    String text = passage.masked();
    int at = start;
    while (at < stop) {
      int end = at;
      while (end < stop && Characters.isWord(text.charAt(end))) {
        end++;
      }
      if (end - at >= SHORTEST
          && end - at <= LONGEST
          && looksRandom(text.substring(at, end))
          && !isDigest(text, at)) {
        found.warn(passage.locate(at, end), "high-entropy", "high-entropy");
      }
      at = end + 1;
    }
  }

  /** A digest in base64, as a page names it beside a script. */
  private static boolean isDigest(String text, int start) {
    int from = start;
    while (from > 0 && Characters.isRun(text.charAt(from - 1)) && start - from < 100) {
      from--;
    }
    return text.startsWith("sha", from);
  }

  /** Whether {@code word} has the classes of characters and the entropy of a random text. */
  static boolean looksRandom(String word) {
    int digits = 0;
    int lower = 0;
    int upper = 0;
    int separators = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      digits += Characters.isDigit(c) ? 1 : 0;
      lower += Characters.isLower(c) ? 1 : 0;
      upper += Characters.isUpper(c) ? 1 : 0;
      separators += c == '-' || c == '_' ? 1 : 0;
    }
    return digits >= 2
        && lower >= 3
        && upper >= 3
        && separators <= 3
        && !Allowlist.isKnownShape(word)
        && entropy(word) >= LIMIT;
  }

  /** Bits a character, after Shannon. */
  static double entropy(String word) {
    var counts = new int[128];
    for (int i = 0; i < word.length(); i++) {
      counts[word.charAt(i) & 127]++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / word.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
