package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.detection.CredentialWords.Kind;
import dev.rulekeeper.secret.detection.CredentialWords.Match;
import dev.rulekeeper.secret.text.Characters;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the sentence around a word for a credential: what of it is the credential. */
final class SentenceReader {
  private static final int LONGEST_GAP = 60;
  private static final int MOST_WORDS = 7;

  /** Three words and more, joined by one sign: a phrase that people choose for a password. */
  private static final Pattern PHRASE =
      Pattern.compile("\\p{L}{3,20}([ _.-])\\p{L}{3,20}(?:\\1\\p{L}{3,20}){1,8}");

  /** What joins a user and a password in a sentence. */
  private static final Pattern JOINED =
      Pattern.compile(" (?:with|and|using|mit|und|avec|et|con|y|com|e|z|i|с|и|з) (?:password )?");

  /** Words that say what became of a credential. */
  private static final Set<String> STATES =
      Set.of(
          "active",
          "changed",
          "deleted",
          "disabled",
          "enabled",
          "expired",
          "inactive",
          "invalid",
          "locked",
          "missing",
          "revoked",
          "rotated",
          "stored",
          "unchanged",
          "updated");

  private final String text;
  private final SentenceText ends;
  private final Match name;

  SentenceReader(String text, Match name) {
    this.text = text;
    this.ends = new SentenceText(text);
    this.name = name;
  }

  /** A credential; {@code certain} or only worth a warning. */
  record Value(int start, int end, boolean certain) {}

  /** How the value is introduced. */
  private enum Lead {
    /** By nothing: {@code password V}. */
    NOTHING,
    /** By a word such as {@code is}. */
    WORD,
    /** By a colon or arrow. */
    SEPARATOR
  }

  /** The credential behind the name. */
  Optional<Value> behind() {
    int at = name.end();
    int words = 0;
    int led = 0;
    Lead lead = Lead.NOTHING;
    while (words <= MOST_WORDS && at - name.end() <= LONGEST_GAP) {
      int start = ends.skipLayout(at, lead == Lead.SEPARATOR && words == 0);
      if (start >= text.length() || ends.isSentenceEnd(start)) {
        return Optional.empty();
      }
      int separator = ends.separatorEnd(start);
      if (separator > 0) {
        if (lead == Lead.SEPARATOR) {
          return Optional.empty();
        }
        lead = Lead.SEPARATOR;
        at = separator;
        continue;
      }
      Optional<Match> is = CredentialWords.wordAt(text, start, Kind.IS);
      if (is.isPresent() && lead == Lead.NOTHING) {
        lead = Lead.WORD;
        led = words;
        at = is.get().end();
        continue;
      }
      int end = ends.valueEnd(start);
      Optional<Value> value = judge(behindUser(start, end), end, lead, words);
      if (value.isPresent()) {
        return value;
      }
      if (lead == Lead.SEPARATOR || (lead == Lead.WORD && words - led > 2)) {
        return Optional.empty();
      }
      int bracket = bracketEnd(start);
      words += bracket > 0 ? 0 : 1;
      at = bracket > 0 ? bracket : Math.max(ends.wordEnd(start), start + 1);
    }
    return Optional.empty();
  }

  /** Behind the bracket whose content begins at {@code start}, or -1. */
  private int bracketEnd(int start) {
    if (start == 0 || text.charAt(start - 1) != '(') {
      return -1;
    }
    int close = start;
    while (close < text.length() && close - start < 40 && text.charAt(close) != ')') {
      close++;
    }
    return close < text.length() && text.charAt(close) == ')' ? close + 1 : -1;
  }

  /** Behind the user of {@code user=V}, which is no part of the password. */
  private int behindUser(int start, int end) {
    int at = start;
    while (at < end && Characters.isLetter(text.charAt(at))) {
      at++;
    }
    boolean user = at - start >= 2 && end - at > 4 && text.charAt(at) == '=';
    return user && text.charAt(at + 1) != '=' ? at + 1 : start;
  }

  private Optional<Value> judge(int start, int end, Lead lead, int words) {
    if (end <= start) {
      return Optional.empty();
    }
    String value = text.substring(start, end);
    boolean sentence =
        lead != Lead.SEPARATOR && value.chars().anyMatch(c -> CredentialWords.isUnspaced((char) c));
    // In a script without spaces that is the sentence, not a word of it.
    if (sentence || PasswordShape.isReference(value)) {
      return Optional.empty();
    }
    boolean password = name.kind() == Kind.PASSWORD;
    boolean near = words == 0;
    boolean strong = Allowlist.looksStrong(value);
    boolean certain =
        switch (lead) {
          case SEPARATOR ->
              password
                  ? (near && (PasswordShape.isPossible(value) || isPin(value)))
                      || PasswordShape.isStriking(value)
                  : (near && PasswordShape.isLikely(value) && Allowlist.looksLikeToken(value))
                      || strong;
          case WORD ->
              (near && (password ? isLikelyOrPin(value) : strong))
                  || isRandom(value)
                  || (password && (PasswordShape.isStriking(value) || isLongPin(value, words)));
          case NOTHING -> near && (password ? PasswordShape.isLikely(value) : isRandom(value));
        };
    if (certain) {
      return Optional.of(new Value(start, end, true));
    }
    if (password && near && lead != Lead.NOTHING && isPhrase(value)) {
      return Optional.of(new Value(start, end, isForPhrases()));
    }
    boolean word = lead == Lead.SEPARATOR && near && password && isSingleWord(start, end, value);
    boolean pin = lead == Lead.SEPARATOR && password && isLongPin(value, words);
    boolean far = PasswordShape.isStriking(value) && (password || strong);
    return word || pin || far ? Optional.of(new Value(start, end, false)) : Optional.empty();
  }

  /** Whether the name asks for several words. */
  private boolean isForPhrases() {
    return text.substring(name.start(), name.end()).toLowerCase(Locale.ROOT).contains("phrase");
  }

  /** Whether {@code value} is a phrase; one with spaces reads like what is said of a password. */
  private boolean isPhrase(String value) {
    return value.length() >= 14
        && value.length() <= 160
        && PHRASE.matcher(value).matches()
        && (value.indexOf(' ') < 0 || isForPhrases());
  }

  private static boolean isRandom(String value) {
    return value.length() >= 12 && Allowlist.looksStrong(value);
  }

  private static boolean isLikelyOrPin(String value) {
    return PasswordShape.isLikely(value) || isPin(value);
  }

  private static boolean isLongPin(String value, int words) {
    return words <= 4 && value.length() >= 6 && isPin(value);
  }

  private static boolean isPin(String value) {
    return value.length() >= 4
        && value.length() <= 10
        && value.chars().allMatch(c -> c >= '0' && c <= '9')
        && !value.startsWith("20");
  }

  /** Whether the value is one word that is all that follows: a password that people remember. */
  private boolean isSingleWord(int start, int end, String value) {
    int at = end;
    while (at < text.length() && "*_ .\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    boolean last = at == text.length() || text.charAt(at) == '\n';
    boolean first = start > 0 && text.charAt(start - 1) != '\n';
    return last
        && first
        && value.length() >= 6
        && value.chars().allMatch(Character::isLetter)
        && value.chars().allMatch(c -> c < 128)
        && !STATES.contains(value.toLowerCase(Locale.ROOT))
        && value.chars().anyMatch(Character::isLowerCase)
        && !Allowlist.isPlaceholder(value);
  }

  /** The credential before the name: {@code V is the password}, {@code V als Passwort}. */
  Optional<Value> before() {
    int end = skipBack(name.start());
    int as = CredentialWords.startOfAs(text, end);
    if (as <= 0) {
      return Optional.empty();
    }
    int last = skipBack(as);
    int start = last;
    while (start > 0 && !SentenceText.isValueEnd(text.charAt(start - 1)) && last - start < 128) {
      start--;
    }
    int from = start;
    while (from < last && SentenceText.OPENERS.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    String value = text.substring(from, last);
    boolean likely =
        name.kind() == Kind.PASSWORD
            ? PasswordShape.isLikely(value)
            : Allowlist.looksStrong(value) && value.length() >= 12;
    return likely ? Optional.of(new Value(from, last, true)) : Optional.empty();
  }

  private int skipBack(int from) {
    int at = from;
    while (at > 0
        && (SentenceText.isSpace(text.charAt(at - 1))
            || (SentenceText.CLOSERS + "*,").indexOf(text.charAt(at - 1)) >= 0)) {
      at--;
    }
    return at;
  }

  /** The password of a user and a password behind the name of an account. */
  Optional<Value> ofAccount() {
    int at = ends.skipLayout(name.end(), false);
    int separator = ends.separatorEnd(at);
    Optional<Match> is = CredentialWords.wordAt(text, at, Kind.IS);
    boolean introduced = separator > 0 || is.isPresent();
    int behind = separator > 0 ? separator : is.map(Match::end).orElse(at);
    int user = ends.skipLayout(behind, introduced);
    int userEnd = user;
    while (userEnd < text.length()
        && userEnd - user <= 80
        && !SentenceText.isValueEnd(text.charAt(userEnd))
        && "/:,;".indexOf(text.charAt(userEnd)) < 0) {
      userEnd++;
    }
    if (userEnd == user || userEnd - user > 80) {
      return Optional.empty();
    }
    int next = userEnd;
    while (next < text.length() && " /:,;-".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    Matcher joined = JOINED.matcher(text).region(userEnd, text.length());
    boolean sentence = joined.lookingAt();
    next = sentence ? joined.end() : next;
    String between = text.substring(userEnd, next).strip();
    int start = ends.skipLayout(next, false);
    int end = ends.valueEnd(start);
    if (end <= start || next == userEnd) {
      return Optional.empty();
    }
    String value = text.substring(start, end);
    if (value.indexOf('/') >= 0 || Allowlist.looksStrong(text.substring(user, userEnd))) {
      return Optional.empty();
    }
    boolean striking = PasswordShape.isStriking(value);
    boolean pair = introduced && between.length() == 1 && PasswordShape.isLikely(value);
    boolean certain = pair || (sentence && striking);
    return certain || striking ? Optional.of(new Value(start, end, certain)) : Optional.empty();
  }
}
