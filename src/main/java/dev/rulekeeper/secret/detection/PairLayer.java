package dev.rulekeeper.secret.detection;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.detection.CredentialNames.Verdict;
import dev.rulekeeper.secret.detection.Pair.Style;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.text.NameWords;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Finds credentials by the name that stands before them in a text: {@code "key": "value"} at any
 * depth of JSON, in JSON inside JSON strings and in what is only nearly JSON, {@code key=value} of
 * forms and commands, {@code key: value} of YAML, header lines and prose, and {@code
 * <key>value</key>}.
 */
final class PairLayer implements Layer {
  private static final String KEY = "credential-key";

  /** So many names are remembered; rules have the same ones over and over. */
  private static final int MOST_NAMES = 10_000;

  private static final Pattern FORM = Pattern.compile("\\s{0,8}[A-Za-z0-9_.%\\[\\]-]{1,64}=");

  private final Map<String, Boolean> wanted = new ConcurrentHashMap<>();

  @Override
  public void search(TextView passage, Place place, Candidates found) {
    if (place.role() == Place.Role.URL || place.role() == Place.Role.WEBHOOK_URL) {
      return;
    }
    String masked = passage.masked();
    if (place.role() == Place.Role.BODY
        && masked.indexOf('=') > 0
        && FORM.matcher(masked).lookingAt()
        && isForm(masked)) {
      new QueryParameters("form-field", place.host()).search(passage, 0, masked.length(), found);
      return;
    }
    if (!passage.signals().any(LayerTriggers.NAME | LayerTriggers.KEY)) {
      return;
    }
    if (masked.indexOf(':') < 0
        && masked.indexOf('=') < 0
        && masked.indexOf('>') < 0
        && masked.indexOf('"') < 0
        && masked.indexOf('(') < 0) {
      return;
    }
    new PairScanner(
            masked, passage.signals(), this::isWanted, pair -> judge(pair, passage, place, found))
        .run();
  }

  private boolean isWanted(String name) {
    if (wanted.size() > MOST_NAMES) {
      wanted.clear();
    }
    return wanted.computeIfAbsent(
        name, each -> CredentialNames.ofParameter(each) != Verdict.NO || isWebhook(each));
  }

  /** One line of {@code name=value} pairs without quotes, braces and tags. */
  private static boolean isForm(String masked) {
    String text = masked.strip();
    // One pair alone may as well be an assignment before a command, or stand in brackets.
    String others = text.indexOf('&') < 0 ? "\n\"<{ [](),;|`" : "\n\"<{";
    for (int i = 0; i < text.length(); i++) {
      if (others.indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code name} names the address of a webhook. */
  static boolean isWebhook(String name) {
    if (!name.contains("ebhook")) {
      return false;
    }
    List<String> words = NameWords.of(name);
    return words.contains("webhook") && !words.contains("id");
  }

  private static void judge(Pair pair, TextView passage, Place place, Candidates found) {
    String value = passage.literal(pair.start(), pair.end());
    if (value.contains("://")) {
      if (isWebhook(pair.name())) {
        UrlLayer.webhook(passage, pair.start(), pair.end(), found);
      }
      return;
    }
    if (value.contains(":\\/\\/")) {
      return;
    }
    if (pair.style() == Style.ASSIGNED && isParameter(pair, passage.masked())) {
      new QueryParameters("url-query", place.host())
          .search(passage, pair.before(), pair.end(), found);
      return;
    }
    if (isNone(pair, value)) {
      return;
    }
    Verdict verdict = CredentialNames.ofKey(pair.name());
    if (verdict == Verdict.NO || (verdict == Verdict.MAYBE && !isLikely(pair, value))) {
      return;
    }
    switch (pair.style()) {
      case QUOTED -> quoted(pair, value, passage, place, found);
      case LISTED -> {
        if (isCertain(pair, verdict, value)) {
          quoted(pair, value, passage, place, found);
        }
      }
      case ELEMENT ->
          add(
              new CredentialExtraction(KEY, place.host(), pair.name(), List.of()),
              pair,
              passage,
              found);
      case BARE, ASSIGNED -> {
        boolean line = place.role() == Place.Role.BODY && pair.isLine(passage.masked());
        if (line || isCertain(pair, verdict, value)) {
          add(
              new CredentialExtraction(
                  "credential-text", place.host(), pair.name(), List.of(Encoding.URLENCODE)),
              pair,
              passage,
              found);
        }
      }
    }
  }

  /** Whether what stands behind a name only says where its value comes from. */
  private static boolean isNone(Pair pair, String value) {
    boolean bare = pair.style() == Style.BARE || pair.style() == Style.ASSIGNED;
    return CodeReference.isReference(value)
        || CodeReference.isName(value)
        || (bare && CodeReference.isExpression(value))
        || value.chars().noneMatch(Character::isLetterOrDigit);
  }

  /** Whether a value is one whose name only hints; passwords need not look random. */
  private static boolean isLikely(Pair pair, String value) {
    boolean digit = value.chars().anyMatch(Character::isDigit);
    boolean given = pair.style() == Style.QUOTED || (pair.style() == Style.ASSIGNED && digit);
    return CredentialExtraction.looksLikeOne(value)
        || CredentialExtraction.isUserAndPassword(value)
        || (given && isPassword(pair.name()) && Allowlist.looksLikeToken(value));
  }

  /** Whether the pair is one of several as in an address: behind {@code ?}, or beside {@code &}. */
  private static boolean isParameter(Pair pair, String masked) {
    int mark = pair.before() - 1;
    boolean behind = mark >= 0 && (masked.charAt(mark) == '?' || masked.charAt(mark) == '&');
    return behind || (pair.end() < masked.length() && masked.charAt(pair.end()) == '&');
  }

  private static void quoted(
      Pair pair, String value, TextView passage, Place place, Candidates found) {
    if (isDoubtful(pair.name(), value) || isProse(pair.name(), value)) {
      found.warn(passage.locate(pair.start(), pair.end()), KEY, pair.name());
    } else {
      List<Encoding> encodings = Collections.nCopies(pair.depth(), Encoding.JSON);
      add(
          new CredentialExtraction(KEY, place.host(), pair.name(), encodings),
          pair,
          passage,
          found);
    }
  }

  private static void add(
      CredentialExtraction credential, Pair pair, TextView passage, Candidates found) {
    credential.search(passage, pair.start(), pair.end(), found);
  }

  /** Four words or more read like a sentence about a token, six like one about a passphrase. */
  static boolean isProse(String name, String value) {
    int words = value.strip().split("\\s+", 7).length;
    return words >= (isPassword(name) ? 6 : 4);
  }

  /** Whether {@code value} names something else. People choose words for passwords and secrets. */
  private static boolean isDoubtful(String name, String value) {
    boolean chosen = isPassword(name) || name.toLowerCase(Locale.ROOT).contains("secret");
    return OrdinaryName.isHeader(value) || (!chosen && OrdinaryName.is(value));
  }

  /** Whether {@code name} begins or ends with a word for a password. */
  static boolean isPassword(String name) {
    if (name.toLowerCase(Locale.ROOT).contains("pass")) {
      return true;
    }
    List<String> words = NameWords.of(name);
    if (words.isEmpty()) {
      return false;
    }
    for (int i = 1; i < words.size(); i++) {
      if (CredentialWords.isPassword(words.subList(0, i))) {
        return true;
      }
    }
    return words.get(0).equals("pw") || CredentialWords.isPassword(words);
  }

  /** A value without quotes may be the next word of a sentence, so it has to look like a token. */
  private static boolean isCertain(Pair pair, Verdict verdict, String value) {
    boolean digits = value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits) {
      return value.length() >= 6;
    }
    boolean mixed =
        value.chars().anyMatch(Character::isDigit) && value.chars().anyMatch(Character::isLetter);
    Optional<AuthScheme.At> scheme = AuthScheme.at(value, 0, value.length());
    if (scheme.isPresent()) {
      String credential = value.substring(scheme.get().next());
      return Allowlist.looksLikeToken(credential)
          || Encoding.BASE64.decode(credential).filter(text -> text.indexOf(':') > 0).isPresent();
    }
    boolean password =
        isPassword(pair.name())
            && ((mixed && value.length() >= 6)
                || (pair.style() == Style.ASSIGNED && value.length() >= 4));
    // A name that is sure needs less proof than one that only hints.
    return password
        || CredentialExtraction.looksLikeOne(value)
        || (verdict == Verdict.YES && Allowlist.looksLikeToken(value));
  }
}
