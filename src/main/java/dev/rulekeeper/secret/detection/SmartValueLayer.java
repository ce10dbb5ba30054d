package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.detection.CredentialNames.Verdict;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.text.Characters;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the texts in quotes inside smart values: {@code {{"Bearer …"}}}, {@code
 * ?token={{"…".urlEncode}}}, and the keys of signatures. What else a smart value holds is no text.
 */
final class SmartValueLayer implements Layer {
  private static final int SHORTEST = 4;
  private static final int LONGEST_NAME = 64;
  private static final Pattern ALGORITHM =
      Pattern.compile(
          "\\([\"']?(?i:hmac|sha|md5|aes|rsa|[er]s)[A-Za-z0-9_/-]{0,20}[\"']?\\s{0,4},");

  /** {@code equals(webhookData.token, "…")}, {@code webhookData.token.equals("…")}. */
  private static final Pattern COMPARISON =
      Pattern.compile(
          "(?:[eE]quals|eq|exact|compare)\\(\\s{0,4}([A-Za-z_][A-Za-z0-9_.]{0,80})\\s{0,4},\\s{0,4}"
              + "|([A-Za-z_][A-Za-z0-9_.]{0,80})\\.(?:equals|eq|exact|compare)\\(\\s{0,4}");

  private final Layer positions;
  private final Layer formats;

  SmartValueLayer(Layer positions, Layer formats) {
    this.positions = positions;
    this.formats = formats;
  }

  @Override
  public void search(TextView passage, Place place, Candidates found) {
    String text = passage.text();
    int open = text.indexOf("{{");
    while (open >= 0) {
      int close = text.indexOf("}}", open);
      if (close < 0) {
        return;
      }
      smartValue(passage, place, open, close, found);
      open = text.indexOf("{{", close);
    }
  }

  private void smartValue(TextView passage, Place place, int open, int close, Candidates found) {
    String text = passage.text();
    int at = open + 2;
    while (at < close) {
      char quote = text.charAt(at);
      if (quote != '"' && quote != '\'') {
        at++;
        continue;
      }
      int end = at + 1;
      while (end < close && text.charAt(end) != quote) {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
      if (end < close && end - at > SHORTEST) {
        literal(passage, place, new Quoted(open, at + 1, end), found);
      }
      at = end + 1;
    }
  }

  /** A text in quotes from {@code start} to {@code end}; its smart value begins at {@code open}. */
  private record Quoted(int open, int start, int end) {
    /** What the smart value says before it. */
    String before(TextView passage) {
      return passage.text().substring(open + 2, start - 1).strip();
    }
  }

  private void literal(TextView passage, Place place, Quoted quoted, Candidates found) {
    TextView inner = passage.slice(quoted.start(), quoted.end());
    var candidates = new Candidates();
    String before = quoted.before(passage);
    String function = function(before);
    if (ALGORITHM.matcher("(" + inner.text() + ",").matches()) {
      return;
    }
    if (function.contains("hmac") || function.contains("sign") || function.contains("encrypt")) {
      new CredentialExtraction("signing-key", place.host(), "signing key", List.of())
          .search(inner, 0, inner.text().length(), candidates);
    } else if (before.isEmpty() || isJoined(function) || before.endsWith("+")) {
      positions.search(inner, place, candidates);
      named(passage, place, quoted.open(), inner, candidates);
    }
    compared(before, inner, place, candidates);
    formats.search(inner, place, candidates);
    found.addInsideSmartValue(candidates);
  }

  /** What something that is called a credential is compared with is one. */
  private static void compared(String before, TextView inner, Place place, Candidates found) {
    Matcher comparison = COMPARISON.matcher(before);
    while (comparison.find()) {
      boolean argument = comparison.group(1) != null;
      String name = argument ? comparison.group(1) : comparison.group(2);
      String last = name.substring(name.lastIndexOf('.') + 1);
      String text = inner.text();
      if (comparison.end() == before.length()
          && CredentialNames.ofKey(last) == Verdict.YES
          && Allowlist.looksLikeToken(text)) {
        new CredentialExtraction("credential-key", place.host(), last, List.of())
            .search(inner, 0, text.length(), found);
      }
    }
  }

  /** Whether the argument of {@code function} becomes a part of the text. */
  private static boolean isJoined(String function) {
    return function.equals("concat") || function.equals("append") || function.equals("prepend");
  }

  /** The function whose argument stands behind {@code before}, in small letters. */
  private static String function(String before) {
    int end = before.lastIndexOf('(');
    boolean first = end == before.length() - 1;
    // The algorithm of a signature may stand before its key.
    boolean second = end >= 0 && before.endsWith(",") && ALGORITHM.matcher(before).find(end);
    if (end < 0 || (!first && !second)) {
      return "";
    }
    int start = end;
    while (start > 0 && Characters.isWord(before.charAt(start - 1))) {
      start--;
    }
    return before.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /**
   * The name before the smart value says what it is: {@code token={{…}}}, {@code "key": "{{…}}"}.
   */
  private static void named(
      TextView passage, Place place, int open, TextView inner, Candidates found) {
    String text = passage.masked();
    int end = open;
    while (end > 0 && "\"' ".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end == 0 || "=:".indexOf(text.charAt(end - 1)) < 0) {
      return;
    }
    boolean parameter = text.charAt(end - 1) == '=';
    end--;
    while (end > 0 && "\"' ".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < LONGEST_NAME && isName(text.charAt(start - 1))) {
      start--;
    }
    String name = text.substring(start, end);
    Verdict verdict = parameter ? CredentialNames.ofParameter(name) : CredentialNames.ofKey(name);
    if (verdict == Verdict.YES
        || (verdict == Verdict.MAYBE && CredentialExtraction.looksLikeOne(inner.text()))) {
      new CredentialExtraction(
              parameter ? "url-query" : "credential-key", place.host(), name, List.of())
          .search(inner, 0, inner.text().length(), found);
    }
  }

  private static boolean isName(char c) {
    return Characters.isWord(c) || c == '.' || c == '[' || c == ']';
  }
}
