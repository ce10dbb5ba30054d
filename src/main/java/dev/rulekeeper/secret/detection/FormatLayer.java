package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.format.TokenFormat;
import dev.rulekeeper.secret.format.TokenFormats;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.text.Characters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Finds tokens by their form, in any text. Most forms begin with literal characters, so a text is
 * looked at once, and a pattern is tried only where a word begins like a token.
 */
final class FormatLayer implements Layer {
  private static final int SHORTEST = 16;
  private static final int SHORTEST_PROVEN = 33;

  private static final int ASCII = 128;

  /** By the first two characters of a keyword, the formats to try where a word begins with it. */
  private final List<List<Keyword>> beginnings =
      new ArrayList<>(Collections.nCopies(ASCII * ASCII, List.of()));

  private final List<Keyword> anywhere = new ArrayList<>();
  private final List<Keyword> inRuns = new ArrayList<>();

  private record Keyword(String text, TokenFormat format) {}

  FormatLayer() {
    for (TokenFormat format : TokenFormats.all()) {
      for (String text : format.keywords()) {
        Keyword keyword = new Keyword(text, format);
        switch (format.search()) {
          case WORD -> addBeginning(keyword);
          case ANYWHERE -> anywhere.add(keyword);
          case RUN -> inRuns.add(keyword);
        }
      }
    }
  }

  private void addBeginning(Keyword keyword) {
    int index = index(keyword.text().charAt(0), keyword.text().charAt(1));
    var both = new ArrayList<>(beginnings.get(index));
    both.add(keyword);
    beginnings.set(index, List.copyOf(both));
  }

  private static int index(char first, char second) {
    return first < ASCII && second < ASCII ? first * ASCII + second : 0;
  }

  @Override
  public void search(Passage passage, Place place, Candidates found) {
    if (passage.masked().length() < SHORTEST) {
      return;
    }
    for (int i = 0; i < anywhere.size(); i++) {
      anywhere(passage, anywhere.get(i), found);
    }
    if (passage.longestRun() >= SHORTEST) {
      words(passage, found);
      if (place.role() != Place.Role.STRUCTURE) {
        runs(passage, place, found);
      }
    }
  }

  /** Tries the formats at the beginning of every word. */
  private void words(Passage passage, Candidates found) {
    String text = passage.masked();
    boolean inWord = false;
    int skipTo = 0;
    for (int i = 0; i + 1 < text.length(); i++) {
      char c = text.charAt(i);
      boolean word = Characters.isWord(c);
      if (word && !inWord && i >= skipTo) {
        List<Keyword> keywords = beginnings.get(index(c, text.charAt(i + 1)));
        for (int k = 0; k < keywords.size(); k++) {
          if (text.startsWith(keywords.get(k).text(), i)) {
            int end = match(passage, keywords.get(k).format(), i, text.length(), found);
            skipTo = Math.max(skipTo, end);
          }
        }
      }
      inWord = word;
    }
  }

  private static int match(
      Passage passage, TokenFormat format, int start, int end, Candidates found) {
    Matcher matcher =
        format.pattern().matcher(passage.masked()).useTransparentBounds(true).region(start, end);
    if (!matcher.lookingAt()) {
      return start;
    }
    add(passage, format, matcher, found);
    return matcher.end();
  }

  private static void anywhere(Passage passage, Keyword keyword, Candidates found) {
    String text = passage.masked();
    int at = text.indexOf(keyword.text());
    int done = 0;
    while (at >= 0) {
      int from = Math.max(done, at - keyword.format().lead());
      Matcher matcher = keyword.format().pattern().matcher(text).region(from, text.length());
      boolean matches = false;
      for (int start = from; start <= at && !matches; start++) {
        matches = matcher.region(start, text.length()).lookingAt();
      }
      if (matches) {
        add(passage, keyword.format(), matcher, found);
        done = matcher.end();
      }
      at = text.indexOf(keyword.text(), Math.max(done, at + 1));
    }
  }

  private static void add(Passage passage, TokenFormat format, Matcher matcher, Candidates found) {
    int group = matcher.groupCount() > 0 ? 1 : 0;
    found.add(
        passage.locate(matcher.start(group), matcher.end(group)), format.kind(), format.kind());
  }

  /** Judges long runs as a whole: forms without a beginning, and what follows a scheme. */
  private void runs(Passage passage, Place place, Candidates found) {
    String text = passage.masked();
    boolean access = text.contains("AKIA") || text.contains("ASIA");
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && Characters.isRun(text.charAt(end))) {
        end++;
      }
      int last = end;
      while (last > at && text.charAt(last - 1) == '.') {
        last--;
      }
      if (last - at >= SHORTEST && last - at <= 1024) {
        proven(passage, at, last, found);
        if (access && isAwsSecret(text, at, last)) {
          found.add(passage.locate(at, last), "aws-secret-key", "aws-secret-key");
        }
        behindScheme(passage, place, at, last, found);
      }
      at = end + 1;
    }
  }

  /** The secret of an AWS access key has no form but its length; the id beside it tells. */
  private static boolean isAwsSecret(String text, int start, int end) {
    return end - start == 40 && Harmless.looksLikeToken(text.substring(start, end));
  }

  private void proven(Passage passage, int start, int end, Candidates found) {
    String text = passage.masked();
    if (end - start < SHORTEST_PROVEN) {
      return;
    }
    String run = text.substring(start, end);
    for (Keyword keyword : inRuns) {
      if (!run.contains(keyword.text())) {
        continue;
      }
      TokenFormat format = keyword.format();
      Matcher matcher = format.pattern().matcher(text).region(start, end);
      while (matcher.find()) {
        if (format.proof().test(matcher.group())) {
          add(passage, format, matcher, found);
        }
      }
    }
  }

  /** {@code Bearer} and so on in the middle of a text. */
  private static void behindScheme(
      Passage passage, Place place, int start, int end, Candidates found) {
    String text = passage.masked();
    int wordEnd = start;
    while (wordEnd > 0 && Characters.isSpace(text.charAt(wordEnd - 1)) && start - wordEnd < 8) {
      wordEnd--;
    }
    int word = wordEnd;
    while (word > 0 && Characters.isWord(text.charAt(word - 1)) && wordEnd - word < 40) {
      word--;
    }
    if (wordEnd == start || word == wordEnd) {
      return;
    }
    Optional<AuthScheme.At> scheme = AuthScheme.at(text, word, end);
    if (scheme.isEmpty() || scheme.get().next() != start || isCommonWord(scheme.get().scheme())) {
      return;
    }
    String value = passage.literal(start, end);
    boolean basic = scheme.get().scheme() == AuthScheme.BASIC;
    boolean credential =
        basic
            ? passage
                .decoded(start, end, dev.rulekeeper.template.Encoding.BASE64)
                .filter(inner -> inner.text().indexOf(':') >= 0)
                .isPresent()
            : Harmless.looksLikeToken(value) && value.chars().anyMatch(Character::isDigit);
    if (credential) {
      String kind = scheme.get().scheme().word.toLowerCase(Locale.ROOT) + "-text";
      new CredentialText(kind, place.host(), "", java.util.List.of())
          .search(passage, word, end, found);
    }
  }

  /** Words that stand before anything in prose. */
  private static boolean isCommonWord(AuthScheme scheme) {
    return switch (scheme) {
      case KEY, TOKEN, BOT, DIGEST, SPLUNK, OAUTH, SNOWFLAKE, NEGOTIATE -> true;
      default -> false;
    };
  }
}
