package dev.rulekeeper.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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

  private static final Set<String> SURE =
      Set.of(
          "token",
          "secret",
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "passcode",
          "apikey",
          "authorization",
          "authentication",
          "credentials",
          "jwt",
          "bearer",
          "authkey",
          "accesskey",
          "secretkey",
          "passwort",
          "kennwort");
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
          "accountkey");
  private static final Set<String> UNSURE =
      Set.of(
          "auth",
          "pass",
          "pw",
          "session",
          "sid",
          "sessionid",
          "pat",
          "signature",
          "sig",
          "hmac",
          "cookie",
          "cred",
          "creds");
  private static final Set<String> IN_ADDRESSES = Set.of("signature", "sig", "hmac", "pat", "auth");

  /** Words before {@code key} that make it a credential. */
  private static final Set<String> KEYS =
      Set.of(
          "api",
          "access",
          "secret",
          "private",
          "auth",
          "account",
          "routing",
          "integration",
          "service",
          "signing",
          "encryption",
          "shared",
          "subscription",
          "application",
          "license",
          "licence",
          "deploy",
          "master",
          "storage",
          "function",
          "functions",
          "webhook",
          "genie",
          "admin",
          "personal",
          "ssh",
          "pgp",
          "gpg",
          "app",
          "consumer",
          "rest",
          "authentication",
          "authorization",
          "security",
          "sas",
          "hmac",
          "token");

  /** Words before {@code key} that make it anything but a credential, even in a header. */
  private static final Set<String> OTHER_KEYS =
      Set.of(
          "idempotency",
          "issue",
          "project",
          "cache",
          "partition",
          "primary",
          "sort",
          "foreign",
          "object",
          "event",
          "field",
          "correlation",
          "trace",
          "request",
          "message",
          "dedup",
          "deduplication",
          "websocket",
          "surrogate",
          "public",
          "publishable",
          "space",
          "board",
          "parent",
          "epic",
          "entity",
          "lookup",
          "group",
          "order",
          "work",
          "item");

  /** Words before {@code token}, {@code password} and so on that make it something else. */
  private static final Set<String> HARMLESS =
      Set.of(
          "page",
          "next",
          "previous",
          "prev",
          "continuation",
          "sync",
          "cursor",
          "skip",
          "max",
          "min",
          "num",
          "count",
          "is",
          "has",
          "show",
          "forgot",
          "reset",
          "change",
          "no",
          "with",
          "without",
          "require",
          "required",
          "use",
          "atlassian",
          "design",
          "string",
          "start",
          "pagination",
          "content",
          "image",
          "public");

  /** Words that may follow without changing what the name means: {@code tokenValue}. */
  private static final Set<String> TRAILING =
      Set.of(
          "value",
          "header",
          "string",
          "encoded",
          "base64",
          "b64",
          "prod",
          "production",
          "test",
          "dev",
          "staging",
          "qa",
          "old",
          "new",
          "current");

  private CredentialNames() {}

  /** What the name of a header says. */
  static Verdict ofHeader(String name) {
    String lower = name.toLowerCase(Locale.ROOT).strip();
    if (lower.equals("x-jfrog-art-api") || lower.equals("x-auth") || lower.equals("auth")) {
      return Verdict.YES;
    }
    List<String> words = words(name);
    String last = last(words, 1);
    if (last.equals("key")) {
      return OTHER_KEYS.contains(last(words, 2)) ? Verdict.NO : Verdict.YES;
    }
    Verdict verdict = ofWords(words);
    return verdict == Verdict.MAYBE ? Verdict.YES : verdict;
  }

  /** What the name of a parameter in the query or fragment of an address says. */
  static Verdict ofParameter(String name) {
    if (isSilent(name)) {
      return Verdict.NO;
    }
    List<String> words = words(name);
    String last = last(words, 1);
    if (IN_ADDRESSES.contains(last)) {
      return Verdict.YES;
    }
    boolean alone = words.size() == 1 && (last.equals("key") || last.equals("code"));
    return alone ? Verdict.MAYBE : ofWords(words);
  }

  /** What the name of a key, field or variable says. */
  static Verdict ofKey(String name) {
    return isSilent(name) ? Verdict.NO : ofWords(words(name));
  }

  /** Whether {@code name} holds the beginning of any word that counts; most names do not. */
  private static boolean isSilent(String name) {
    for (int i = 0; i + 1 < name.length(); i++) {
      // Sets the bit that makes a letter lower case.
      String hints =
          switch (name.charAt(i) | 0x20) {
            case 'a' -> "aut";
            case 'b' -> "bea";
            case 'c' -> "cre coo cod";
            case 'h' -> "hma";
            case 'j' -> "jwt";
            case 'k' -> "key ken";
            case 'p' -> "pas pat pwd pw";
            case 's' -> "sec sig ses sid";
            case 't' -> "tok";
            default -> "";
          };
      for (int hint = 0; hint < hints.length(); hint += 4) {
        if (name.regionMatches(true, i, hints, hint, Math.min(3, hints.length() - hint))) {
          return false;
        }
      }
    }
    return true;
  }

  private static Verdict ofWords(List<String> words) {
    if (words.isEmpty() || words.size() > 6) {
      return Verdict.NO;
    }
    int size = words.size();
    if (size > 1 && isTrailing(words.get(size - 1))) {
      return ofWords(words.subList(0, size - 1));
    }
    String last = last(words, 1);
    String before = last(words, 2);
    if (last.equals("key")) {
      return KEYS.contains(before) ? Verdict.YES : Verdict.NO;
    }
    if (HARMLESS.contains(before)) {
      return Verdict.NO;
    }
    if (SURE.contains(last)) {
      return Verdict.YES;
    }
    if (UNSURE.contains(last)) {
      return Verdict.MAYBE;
    }
    for (String ending : SURE_ENDINGS) {
      if (last.endsWith(ending)) {
        String rest = last.substring(0, last.length() - ending.length());
        return HARMLESS.contains(rest) ? Verdict.NO : Verdict.YES;
      }
    }
    return Verdict.NO;
  }

  private static boolean isTrailing(String word) {
    return TRAILING.contains(word) || word.chars().allMatch(Character::isDigit);
  }

  private static String last(List<String> words, int fromEnd) {
    return words.size() < fromEnd ? "" : words.get(words.size() - fromEnd);
  }

  /** The words of a name in any of the usual spellings, in lower case. */
  static List<String> words(String name) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = Character.isLetterOrDigit(c);
      boolean hump =
          Character.isUpperCase(c)
              && word.length() > 0
              && (Character.isLowerCase(name.charAt(i - 1))
                  || Character.isDigit(name.charAt(i - 1))
                  || (i + 1 < name.length()
                      && Character.isUpperCase(name.charAt(i - 1))
                      && Character.isLowerCase(name.charAt(i + 1))));
      if ((!letter || hump) && word.length() > 0) {
        words.add(word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
      if (letter) {
        word.append(c);
      }
    }
    if (word.length() > 0) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
    }
    return List.copyOf(words);
  }
}
