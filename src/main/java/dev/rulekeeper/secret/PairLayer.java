package dev.rulekeeper.secret;

import dev.rulekeeper.secret.CredentialNames.Verdict;
import dev.rulekeeper.template.Encoding;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Finds credentials by the name that stands before them in a text: {@code "key": "value"} at any
 * depth of JSON, in JSON inside JSON strings and in what is only nearly JSON, {@code key=value} of
 * forms and commands, {@code key: value} of YAML, header lines and prose, and {@code
 * <key>value</key>}. It walks from separator to separator and looks back for the name, so no text
 * has to be well formed.
 */
final class PairLayer implements Layer {
  private static final int LONGEST_NAME = 64;
  private static final String BARE_ENDS = ",;&<>\"'`)]}\\|";

  @Override
  public void search(Passage passage, Place place, Candidates found) {
    if (place.role() == Place.Role.URL || place.role() == Place.Role.WEBHOOK_URL) {
      return;
    }
    if (place.role() == Place.Role.BODY && isForm(passage.masked())) {
      UrlLayer.parameters(passage, 0, passage.text().length(), "form-field", place.host(), found);
      return;
    }
    new Walk(passage, place, found).run();
  }

  /** One line of {@code name=value} pairs without quotes, braces and spaces. */
  private static boolean isForm(String masked) {
    String text = masked.strip();
    if (text.indexOf('=') <= 0) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Characters.isSpace(c) || c == '"' || c == '<' || c == '{') {
        return false;
      }
    }
    return true;
  }

  /** One walk through one text. */
  private static final class Walk {
    private final Passage passage;
    private final Place place;
    private final Candidates found;
    private final String text;

    /** By the number of backslashes before it, whether a quote is known not to come any more. */
    private final boolean[] noMoreDouble = new boolean[32];

    private final boolean[] noMoreSingle = new boolean[32];

    Walk(Passage passage, Place place, Candidates found) {
      this.passage = passage;
      this.place = place;
      this.found = found;
      this.text = passage.masked();
    }

    void run() {
      int at = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if ((c == ':' || c == '=') && at > 0) {
          at = pair(at);
        } else if (c == '>' && at > 1) {
          at = element(at);
        } else {
          at++;
        }
      }
    }

    /** Handles the separator at {@code at}; the index to go on from. */
    private int pair(int at) {
      int next = at + 1;
      if (next < text.length() && (text.charAt(next) == '/' || text.charAt(next) == '=')) {
        return next + 1;
      }
      if (next < text.length() && text.charAt(next) == '>') {
        next++;
      }
      String name = nameBefore(at);
      if (text.charAt(at) == '=' && isParameter(at, name)) {
        int end = bareEnd(at + 1);
        UrlLayer.parameters(passage, at - name.length(), end, "url-query", place.host(), found);
        return end;
      }
      Verdict verdict = name.isEmpty() ? Verdict.NO : CredentialNames.ofKey(name);
      if (verdict == Verdict.NO && !name.endsWith("webhookUrl") && !name.equals("webhook_url")) {
        return next;
      }
      int start = skipSpaces(next);
      int slashes = 0;
      while (start + slashes < text.length() && text.charAt(start + slashes) == '\\') {
        slashes++;
      }
      int quote = start + slashes;
      boolean quoted =
          quote < text.length()
              && slashes < noMoreDouble.length
              && (text.charAt(quote) == '"' || (slashes == 0 && text.charAt(quote) == '\''));
      if (quoted) {
        int end = closing(quote + 1, slashes, text.charAt(quote));
        if (end >= 0) {
          quoted(name, verdict, quote + 1, end, slashes);
          return end + slashes + 1;
        }
      }
      return bare(name, verdict, start, text.charAt(at) == '=');
    }

    private void quoted(String name, Verdict verdict, int start, int end, int slashes) {
      String value = passage.literal(start, end);
      if (value.contains("://") || value.contains(":\\/\\/") || verdict == Verdict.NO) {
        return;
      }
      if (verdict == Verdict.MAYBE && !Harmless.looksLikeToken(value)) {
        return;
      }
      boolean password = name.toLowerCase(Locale.ROOT).contains("pass");
      if (!password && PositionLayer.isProse(value)) {
        found.warn(passage.locate(start, end), "credential-key", name);
        return;
      }
      // A quote behind 0, 1, 3 or 7 backslashes is inside one, two, three or four JSON strings.
      int depth = 32 - Integer.numberOfLeadingZeros(slashes) + 1;
      List<Encoding> encodings = Collections.nCopies(depth, Encoding.JSON);
      new CredentialText("credential-key", place.host(), name, encodings)
          .search(passage, start, end, found);
    }

    /** Where the quote with so many backslashes before it comes next, or -1. */
    private int closing(int from, int slashes, char quote) {
      boolean[] noMore = quote == '"' ? noMoreDouble : noMoreSingle;
      if (noMore[slashes]) {
        return -1;
      }
      int at = text.indexOf(quote, from);
      while (at >= 0) {
        int before = 0;
        while (at - before > from && text.charAt(at - before - 1) == '\\') {
          before++;
        }
        if (before == slashes) {
          return at - slashes;
        }
        // Fewer backslashes close an outer string, and with it this one.
        if (before < slashes) {
          return -1;
        }
        // A string that ends in an escaped backslash.
        if (slashes == 0 && before % 2 == 0) {
          return at;
        }
        at = text.indexOf(quote, at + 1);
      }
      noMore[slashes] = true;
      return -1;
    }

    private int bare(String name, Verdict verdict, int start, boolean assigned) {
      int from = start;
      var scheme = AuthScheme.at(text, from, text.length());
      if (scheme.isPresent()) {
        from = scheme.get().next();
      }
      if (isPair(from)) {
        return from;
      }
      int end = bareEnd(from);
      if (end == from || verdict == Verdict.NO) {
        return Math.max(start, from);
      }
      while (end > from && text.charAt(end - 1) == '.') {
        end--;
      }
      String value = passage.literal(from, end);
      boolean certain =
          isNumber(value) ? value.length() >= 6 : looksAssigned(name, value, assigned);
      if (certain && !value.contains("://")) {
        new CredentialText("credential-text", place.host(), name, List.of(Encoding.URLENCODE))
            .search(passage, scheme.isPresent() ? start : from, end, found);
      }
      return end;
    }

    /** Whether the name before {@code at} follows a {@code ?} or {@code &} like a parameter. */
    private boolean isParameter(int at, String name) {
      int before = at - name.length() - 1;
      return !name.isEmpty()
          && before >= 0
          && text.startsWith(name, before + 1)
          && (text.charAt(before) == '?' || text.charAt(before) == '&');
    }

    /** Where the value without quotes that begins at {@code from} ends. */
    private int bareEnd(int from) {
      int end = from;
      while (end < text.length()
          && !Characters.isSpace(text.charAt(end))
          && BARE_ENDS.indexOf(text.charAt(end)) < 0) {
        end++;
      }
      return end;
    }

    /** Whether this value is itself a pair, as in {@code the token: key=value}. */
    private boolean isPair(int start) {
      int at = start;
      int limit = Math.min(text.length() - 2, start + LONGEST_NAME);
      while (at < limit && Characters.isWord(text.charAt(at))) {
        at++;
      }
      return at > start
          && at < limit
          && text.charAt(at) == '='
          && Characters.isAlphanumeric(text.charAt(at + 1));
    }

    private static boolean isNumber(String value) {
      return value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean looksAssigned(String name, String value, boolean assigned) {
      boolean password = name.toLowerCase(Locale.ROOT).contains("pass");
      boolean mixed =
          value.chars().anyMatch(Character::isDigit) && value.chars().anyMatch(Character::isLetter);
      return Harmless.looksLikeToken(value)
          || (password && value.length() >= 6 && (mixed || assigned));
    }

    private int element(int at) {
      int open = at - 1;
      while (open >= 0 && at - open <= LONGEST_NAME && Characters.isWord(text.charAt(open))) {
        open--;
      }
      if (open < 0 || (text.charAt(open) != '<' && text.charAt(open) != ':')) {
        return at + 1;
      }
      String name = text.substring(open + 1, at);
      int end = at + 1;
      if (CredentialNames.ofKey(name) != Verdict.YES) {
        return end;
      }
      while (end < text.length() && text.charAt(end) != '<') {
        end++;
      }
      boolean closed = text.startsWith("</", end);
      if (closed && !text.substring(at + 1, end).contains("://")) {
        new CredentialText("credential-key", place.host(), name, List.of())
            .search(passage, at + 1, end, found);
      }
      return end;
    }

    private int skipSpaces(int from) {
      int at = from;
      while (at < text.length() && Characters.isSpace(text.charAt(at))) {
        at++;
      }
      return at;
    }

    /** The name that ends before the separator at {@code at}, without quotes; may be empty. */
    private String nameBefore(int at) {
      int end = at;
      while (end > 0 && at - end < 8 && Characters.isSpace(text.charAt(end - 1))) {
        end--;
      }
      boolean quoted = end > 0 && (text.charAt(end - 1) == '"' || text.charAt(end - 1) == '\'');
      if (quoted) {
        end--;
        while (end > 0 && text.charAt(end - 1) == '\\') {
          end--;
        }
      }
      int start = end;
      int spaces = 0;
      while (start > 0 && end - start < LONGEST_NAME) {
        char c = text.charAt(start - 1);
        boolean space = c == ' ' && (quoted || spaces < 2);
        if (!Characters.isWord(c) && c != '.' && c != '[' && c != ']' && !space) {
          break;
        }
        spaces += space ? 1 : 0;
        start--;
      }
      return text.substring(start, end).strip();
    }
  }
}
