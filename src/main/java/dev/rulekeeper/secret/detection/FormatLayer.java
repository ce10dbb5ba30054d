package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.format.TokenFormat;
import dev.rulekeeper.secret.format.TokenFormats;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.text.Characters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Finds tokens by their form, in any text. Most forms begin with literal characters, so a text is
 * looked at once, and a pattern is tried only where a word begins like a token.
 */
final class FormatLayer implements Layer {
  /** No form is shorter. */
  static final int SHORTEST = 16;

  private static final int SHORTEST_PROVEN = 33;

  /** By the beginning of a keyword, the formats to try where a word begins with it. */
  private final PrefixIndex<Keyword> beginnings = new PrefixIndex<>();

  /** By the beginning of a keyword, the formats to try around it. */
  private final PrefixIndex<Keyword> anywhere = new PrefixIndex<>();

  private final List<Keyword> inRuns = new ArrayList<>();

  private record Keyword(String text, TokenFormat format) {}

  FormatLayer() {
    for (TokenFormat format : TokenFormats.all()) {
      for (String text : format.keywords()) {
        Keyword keyword = new Keyword(text, format);
        switch (format.search()) {
          case WORD -> beginnings.add(text, text.length(), keyword);
          case ANYWHERE -> anywhere.add(text, text.length(), keyword);
          case RUN -> inRuns.add(keyword);
        }
      }
    }
  }

  @Override
  public void search(TextView passage, Place place, Candidates found) {
    if (passage.masked().length() < SHORTEST) {
      return;
    }
    anywhere(passage, found);
    if (passage.signals().runs() > 0) {
      words(passage, found);
      if (place.role() != Place.Role.STRUCTURE) {
        runs(passage, place, found);
      }
    }
  }

  /** Tries the formats at the beginning of every word. */
  private void words(TextView passage, Candidates found) {
    String text = passage.masked();
    LayerTriggers signals = passage.signals();
    int skipTo = 0;
    int signal = signals.next(LayerTriggers.WORD, 0);
    while (signal >= 0) {
      int at = signals.at(signal);
      if (at >= skipTo) {
        for (Keyword keyword : beginnings.at(text, at)) {
          if (text.startsWith(keyword.text(), at)) {
            int end = match(passage, keyword.format(), at, text.length(), found);
            skipTo = Math.max(skipTo, end);
          }
        }
      }
      signal = signals.next(LayerTriggers.WORD, signal + 1);
    }
  }

  private static int match(
      TextView passage, TokenFormat format, int start, int end, Candidates found) {
    Matcher matcher =
        format.pattern().matcher(passage.masked()).useTransparentBounds(true).region(start, end);
    if (!matcher.lookingAt()) {
      return start;
    }
    add(passage, format, matcher, found);
    return matcher.end();
  }

  /** Tries the formats around every keyword. */
  private void anywhere(TextView passage, Candidates found) {
    String text = passage.masked();
    LayerTriggers signals = passage.signals();
    var done = new HashMap<TokenFormat, Integer>();
    int signal = signals.next(LayerTriggers.FORM, 0);
    while (signal >= 0) {
      int at = signals.at(signal);
      for (Keyword keyword : anywhere.at(text, at)) {
        int from = done.getOrDefault(keyword.format(), 0);
        if (at >= from && text.startsWith(keyword.text(), at)) {
          int end = around(passage, keyword.format(), from, at, found);
          done.put(keyword.format(), end);
        }
      }
      signal = signals.next(LayerTriggers.FORM, signal + 1);
    }
  }

  /** Tries {@code format} from its lead before {@code at} on; where to go on with it. */
  private static int around(
      TextView passage, TokenFormat format, int from, int at, Candidates found) {
    String text = passage.masked();
    Matcher matcher = format.pattern().matcher(text).useTransparentBounds(true);
    for (int start = Math.max(from, at - format.lead()); start <= at; start++) {
      if (matcher.region(start, text.length()).lookingAt()) {
        add(passage, format, matcher, found);
        return matcher.end();
      }
    }
    return from;
  }

  private static void add(TextView passage, TokenFormat format, Matcher matcher, Candidates found) {
    int group = matcher.groupCount() > 0 ? 1 : 0;
    LocatedFinding at = passage.locate(matcher.start(group), matcher.end(group));
    boolean none =
        group > 0 && (Allowlist.isPlaceholder(at.value()) || CodeReference.isReference(at.value()));
    if (!none) {
      found.add(at, format.kind(), format.kind());
    }
  }

  /** Judges long runs as a whole: forms without a beginning, and what follows a scheme. */
  private void runs(TextView passage, Place place, Candidates found) {
    String text = passage.masked();
    boolean access = text.contains("AKIA") || text.contains("ASIA");
    LayerTriggers signals = passage.signals();
    for (int run = 0; run < signals.runs(); run++) {
      int at = signals.runStart(run);
      int last = signals.runEnd(run);
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
    }
  }

  /** The secret of an AWS access key has no form but its length; the id beside it tells. */
  private static boolean isAwsSecret(String text, int start, int end) {
    return end - start == 40 && Allowlist.looksLikeToken(text.substring(start, end));
  }

  private void proven(TextView passage, int start, int end, Candidates found) {
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
      TextView passage, Place place, int start, int end, Candidates found) {
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
                .decoded(start, end, dev.rulekeeper.placeholder.Encoding.BASE64)
                .filter(inner -> inner.text().indexOf(':') >= 0)
                .isPresent()
            : Allowlist.looksLikeToken(value) && value.chars().anyMatch(Character::isDigit);
    if (credential) {
      String kind = scheme.get().scheme().word.toLowerCase(Locale.ROOT) + "-text";
      new CredentialExtraction(kind, place.host(), "", java.util.List.of())
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
