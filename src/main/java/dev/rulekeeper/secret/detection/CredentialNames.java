package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.Characters;
import dev.rulekeeper.secret.text.NameWords;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Tells by the name of a header, key, parameter or variable whether its value is a credential. */
final class CredentialNames {
  /** How much a name says. */
  enum Verdict {
    /** Its value is a credential. */
    YES,
    /** Its value is one if it looks like one. */
    MAYBE,
    /** It says nothing. */
    NO
  }

  /** Headers that hold one although no word of them says so. */
  private static final Set<String> HEADERS = set("x-jfrog-art-api x-honeycomb-team");

  private static final Set<String> SURE =
      set(
          "token secret password passwd pwd passphrase passcode apikey authorization credentials"
              + " jwt bearer authkey accesskey secretkey passwort kennwort macaroon passe"
              + " contrasena contraseña senha wachtwoord");
  private static final List<String> SURE_ENDINGS =
      List.of(
          "token",
          "secret",
          "password",
          "passwd",
          "apikey",
          "authkey",
          "accesskey",
          "privatekey",
          "secretkey",
          "passphrase",
          "accountkey",
          "appkey",
          "sessionkey",
          "signingkey");
  private static final Set<String> UNSURE =
      set(
          "auth authentication pass pw session sid sessionid jsessionid phpsessid pat signature sig"
              + " hmac cookie cred creds credential crumb");

  /** Words that are sure in the query of an address, where no prose stands. */
  private static final Set<String> SURE_IN_ADDRESSES =
      set("signature sig hmac pat auth jsessionid phpsessid");

  /** Words before {@code key} that make it a credential. */
  private static final Set<String> KEYS =
      set(
          "api access secret private auth account routing integration service signing encryption"
              + " shared subscription application license licence deploy master storage function"
              + " functions webhook genie admin personal ssh pgp gpg app consumer rest"
              + " authentication authorization security sas hmac token session");

  /** Words before {@code key} that make it anything but a credential, even in a header. */
  private static final Set<String> OTHER_KEYS =
      set(
          "idempotency issue project cache partition primary sort foreign object event field"
              + " correlation trace request message dedup deduplication websocket surrogate public"
              + " publishable space board parent epic entity lookup group order work item");

  /** Words before {@code sid} that do not make it the id of something else than a session. */
  private static final Set<String> SESSIONS = Set.of("", "session", "connect", "php", "x");

  /** Words before {@code ticket} that make it no piece of work. */
  private static final Set<String> TICKETS = set("sso login auth access session service");

  /** Words before {@code token}, {@code password} and so on that make it something else. */
  private static final Set<String> HARMLESS =
      set(
          "page next previous prev continuation sync cursor skip max min num count is has show"
              + " forgot reset change no with without require required use atlassian design string"
              + " start pagination content image public");

  /** Words that may follow without changing what the name means: {@code tokenValue}. */
  private static final Set<String> TRAILING =
      set(
          "value header string encoded base b prod production test dev staging qa old new"
              + " current");

  /** Words behind which only says for what a credential is: {@code tokenForGitlab}. */
  private static final Set<String> PREPOSITIONS = set("for of from");

  /** Words behind a word that is sure that make it something about a credential. */
  private static final Set<String> ABOUT =
      set(
          "id ids name names type url uri version count expiry expires expired expiration length"
              + " field status valid validity date time hint policy hash index key link path reset"
              + " owner page text message label title response body");

  /** A text that stands in the names of keys; {@code whole}: at the end of a word. */
  record Piece(String text, boolean whole) {
    /** Whether it stands in {@code name} at {@code at}. */
    boolean isAt(String name, int at) {
      int end = at + text.length();
      return name.regionMatches(true, at, text, 0, text.length())
          && !(whole && end < name.length() && Characters.isLower(name.charAt(end)));
    }
  }

  /** One of them is in every word that counts, unless {@link CredentialWords} knows it. */
  private static final List<Piece> PIECES =
      Stream.concat(
              "auth bearer cookie code cred crumb hmac jwt key macaroon pass pwd secret sess signature ticket token ebhook"
                  .lines()
                  .flatMap(words -> Stream.of(words.split(" ")))
                  .map(text -> new Piece(text, false)),
              Stream.of("pat", "pw", "sid", "sig").map(text -> new Piece(text, true)))
          .toList();

  private CredentialNames() {}

  /** Texts one of which every name holds that says anything, unless it is made of other words. */
  static List<Piece> pieces() {
    return PIECES;
  }

  private static Set<String> set(String words) {
    return Set.of(words.split(" "));
  }

  /** What the name of a header says. */
  static Verdict ofHeader(String name) {
    String lower = name.toLowerCase(Locale.ROOT).strip();
    if (HEADERS.contains(lower) || lower.endsWith("session-id")) {
      return Verdict.YES;
    }
    List<String> words = NameWords.of(name);
    if (last(words, 1).equals("key")) {
      return OTHER_KEYS.contains(last(words, 2)) ? Verdict.NO : Verdict.YES;
    }
    return switch (ofWords(words)) {
      case YES, MAYBE -> Verdict.YES;
      case NO -> inside(words) ? Verdict.MAYBE : Verdict.NO;
    };
  }

  /** What the name of a parameter in the query or fragment of an address says. */
  static Verdict ofParameter(String name) {
    if (!LayerTriggers.mayName(name)) {
      return Verdict.NO;
    }
    List<String> words = NameWords.of(name);
    String last = last(words, 1);
    if (SURE_IN_ADDRESSES.contains(last)) {
      return Verdict.YES;
    }
    boolean alone = words.size() == 1 && (last.equals("key") || last.equals("code"));
    return alone ? Verdict.MAYBE : ofWords(words);
  }

  /** What the name of a key or field says. */
  static Verdict ofKey(String name) {
    return LayerTriggers.mayName(name) ? ofWords(NameWords.of(name)) : Verdict.NO;
  }

  /** What the name of a variable says; people name them freely, as in {@code gitlabTokenCi}. */
  static Verdict ofVariable(String name) {
    Verdict verdict = ofKey(name);
    if (verdict != Verdict.NO) {
      return verdict;
    }
    List<String> words = NameWords.of(name);
    String last = last(words, 1);
    if (last.endsWith("s")
        && ofKey(name.strip().substring(0, name.strip().length() - 1)) == Verdict.YES) {
      return Verdict.MAYBE;
    }
    return inside(words) ? Verdict.MAYBE : Verdict.NO;
  }

  /** Whether a word that is sure stands before others that leave it what it is. */
  private static boolean inside(List<String> words) {
    for (int i = 0; i < words.size() - 1; i++) {
      boolean about = words.subList(i + 1, words.size()).stream().anyMatch(ABOUT::contains);
      boolean sure = ofWords(words.subList(0, i + 1)) == Verdict.YES;
      if ((sure || words.get(i).equals("pw")) && !about) {
        return true;
      }
    }
    return false;
  }

  private static Verdict ofWords(List<String> words) {
    int size = words.size();
    if (size == 0 || size > 6) {
      return Verdict.NO;
    }
    for (int i = 1; i < size - 1; i++) {
      if (PREPOSITIONS.contains(words.get(i))) {
        return ofWords(words.subList(0, i));
      }
    }
    if (size > 1 && TRAILING.contains(words.get(size - 1))) {
      return ofWords(words.subList(0, size - 1));
    }
    String last = last(words, 1);
    String before = last(words, 2);
    if (last(words, 3).equals("public") && before.equals("key")) {
      // The public key token of an assembly.
      return Verdict.NO;
    }
    if (last.equals("id") && before.equals("session")) {
      return Verdict.MAYBE;
    }
    if (last.equals("key")) {
      return KEYS.contains(before) ? Verdict.YES : Verdict.NO;
    }
    if (HARMLESS.contains(before) || (last.equals("sid") && !SESSIONS.contains(before))) {
      return Verdict.NO;
    }
    if (last.equals("ticket")) {
      return TICKETS.contains(before) ? Verdict.YES : Verdict.NO;
    }
    if (SURE.contains(last) || CredentialWords.isName(words)) {
      return Verdict.YES;
    }
    if (UNSURE.contains(last) || isSeveral(last)) {
      return Verdict.MAYBE;
    }
    return ofEnding(last);
  }

  /** Whether {@code word} is the plural of one that is sure. */
  private static boolean isSeveral(String word) {
    return word.endsWith("s") && SURE.contains(word.substring(0, word.length() - 1));
  }

  /** The verdict on words that are written together, as in {@code accesstoken}. */
  private static Verdict ofEnding(String word) {
    for (String ending : SURE_ENDINGS) {
      if (word.endsWith(ending)) {
        String rest = word.substring(0, word.length() - ending.length());
        return HARMLESS.contains(rest) ? Verdict.NO : Verdict.YES;
      }
    }
    return Verdict.NO;
  }

  private static String last(List<String> words, int fromEnd) {
    return words.size() < fromEnd ? "" : words.get(words.size() - fromEnd);
  }
}
