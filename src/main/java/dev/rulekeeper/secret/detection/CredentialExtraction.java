package dev.rulekeeper.secret.detection;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.text.Characters;
import dev.rulekeeper.secret.text.PlaceholderBlanking;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the credential out of a text that stands where credentials stand: without its scheme,
 * without the user name, decoded.
 *
 * <p>A text that smart values split is left alone, since replacing a part of it would hide nothing
 * and name nothing, unless a literal part is long enough to be a credential by itself.
 *
 * @param kind what to call a finding
 * @param host where the text is sent, for the name of the secret
 * @param key what stands before the text, for the name of the secret
 * @param encodings of the text, the outermost first
 */
record CredentialExtraction(String kind, String host, String key, List<Encoding> encodings) {
  private static final int LONG = 16;
  private static final int SHORTEST_BEHIND = 4;
  private static final String END_OF_BASE64 = "<</base64";
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(?:token|api[-_]?key|access[-_]token|auth|key)\\s{0,4}=\\s{0,4}\"?([^\"\\s,;]+)");
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z][A-Za-z0-9_-]{0,40})\\s{0,4}=\\s{0,4}\"?([^\",;&\\s]+)");
  private static final Set<String> SECRET_PARAMETERS =
      Set.of("response", "mac", "oauth_consumer_key", "key");

  /** What names of texts such as {@code user:password} end in. */
  private static final List<String> PAIRS =
      List.of("auth", "creds", "cred", "credential", "credentials", "userpass", "userpwd");

  /** A scheme that is not in the table: one word before the credential. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{1,30}[ \\t]{1,8}");

  /** What people write for a password where the user name is the credential. */
  private static final Set<String> DUMMY_PASSWORDS =
      Set.of("", "x", "x-oauth-basic", "api_token", "unused", "dummy", "ignored");

  /** Adds the credential from {@code start} to {@code end} of {@code passage}. */
  void search(TextView passage, int start, int end, Candidates found) {
    String masked = passage.masked();
    int from = start;
    int to = end;
    while (from < to && Characters.isSpace(masked.charAt(from))) {
      from++;
    }
    while (to > from && Characters.isSpace(masked.charAt(to - 1))) {
      to--;
    }
    if (to - from > 2 && masked.charAt(from) == '"' && masked.charAt(to - 1) == '"') {
      from++;
      to--;
    }
    Optional<AuthScheme.At> scheme = AuthScheme.at(masked, from, to);
    if (scheme.isPresent() && scheme.get().next() < to) {
      behind(scheme.get().scheme(), passage, scheme.get().next(), to, found);
      return;
    }
    boolean authorization = key.toLowerCase(Locale.ROOT).endsWith("authorization");
    Matcher named = NAMED.matcher(masked).region(from, to);
    if (authorization && named.lookingAt()) {
      literal(passage, named.start(1), named.end(1), key, found);
      return;
    }
    Matcher word = WORD.matcher(masked).region(from, to);
    boolean introduced = authorization || kind.endsWith("-header");
    if (introduced && word.lookingAt() && masked.indexOf(' ', word.end()) < 0) {
      boolean token = Allowlist.looksLikeToken(passage.literal(word.end(), to));
      from = authorization || token ? word.end() : from;
      if (named.region(from, to).lookingAt()) {
        literal(passage, named.start(1), named.end(1), key, found);
        return;
      }
    }
    if (!parameters(passage, from, to, key, found)) {
      literal(passage, behindUser(masked, from, to), to, key, found);
    }
  }

  /** Behind {@code user:} or {@code api_key:}, which a rotation leaves as it is. */
  private int behindUser(String masked, int from, int to) {
    boolean pair =
        kind.endsWith("-header") || PAIRS.stream().anyMatch(key.toLowerCase(Locale.ROOT)::endsWith);
    return pair ? from + userEnd(masked.substring(from, to)) : from;
  }

  /** Behind the user of {@code user:password}, or 0. */
  private static int userEnd(String text) {
    int at = 0;
    while (at < text.length()
        && (Characters.isWord(text.charAt(at)) || ".@".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    boolean user =
        at > 0
            && at + SHORTEST_BEHIND < text.length()
            && text.charAt(at) == ':'
            && !text.startsWith("//", at + 1)
            && Characters.isLetter(text.charAt(0))
            && text.indexOf(':', at + 1) < 0
            && text.indexOf(' ', at) < 0;
    return user ? at + 1 : 0;
  }

  /** Whether {@code text} is {@code user:password} with a password that people choose. */
  static boolean isUserAndPassword(String text) {
    int end = userEnd(text);
    return end > 0 && PasswordShape.isLikely(text.substring(end)) && !Allowlist.isKnownShape(text);
  }

  /** Finds the credentials among {@code id=7, secret=V}; whether there was one. */
  private boolean parameters(TextView passage, int from, int to, String purpose, Candidates found) {
    if (!kind.endsWith("-header")
        || !PARAMETER.matcher(passage.masked()).region(from, to).lookingAt()) {
      return false;
    }
    boolean any = false;
    Matcher pair = PARAMETER.matcher(passage.masked()).region(from, to);
    while (pair.find()) {
      if (CredentialNames.ofParameter(pair.group(1)) == CredentialNames.Verdict.YES) {
        literal(passage, pair.start(2), pair.end(2), purpose, found);
        any = true;
      }
    }
    return any;
  }

  private void behind(AuthScheme scheme, TextView passage, int from, int to, Candidates found) {
    boolean quoted =
        to - from > 2
            && passage.masked().charAt(from) == '"'
            && passage.masked().charAt(to - 1) == '"';
    int start = quoted ? from + 1 : from;
    int end = quoted ? to - 1 : to;
    boolean authorization = key.toLowerCase(Locale.ROOT).endsWith("authorization");
    String purpose = authorization || key.isEmpty() ? scheme.purpose : key;
    switch (scheme.shape) {
      case REST -> {
        Matcher named = NAMED.matcher(passage.masked()).region(start, end);
        if (named.lookingAt()) {
          literal(passage, named.start(1), named.end(1), purpose, found);
        } else if (!parameters(passage, start, end, purpose, found)) {
          literal(passage, behindUser(passage.masked(), start, end), end, purpose, found);
        }
      }
      case PARAMETERS -> {
        Matcher pair = PARAMETER.matcher(passage.masked()).region(start, end);
        boolean any = false;
        while (pair.find()) {
          any = true;
          String name = pair.group(1);
          boolean secret =
              SECRET_PARAMETERS.contains(name.toLowerCase(Locale.ROOT))
                  || CredentialNames.ofParameter(name) == CredentialNames.Verdict.YES;
          if (secret) {
            literal(passage, pair.start(2), pair.end(2), purpose, found);
          }
        }
        if (!any) {
          literal(passage, start, end, purpose, found);
        }
      }
      case USER_AND_PASSWORD -> basic(passage, start, end, found);
    }
  }

  private void basic(TextView passage, int start, int end, Candidates found) {
    var basic = new CredentialExtraction("basic-auth", host, key, encodings);
    if (passage.text().startsWith("<<#base64", start)) {
      int open = passage.text().indexOf(">>", start) + 2;
      basic.userAndPassword(passage, open, end, found);
      return;
    }
    if (PlaceholderBlanking.next(passage.masked(), start, end) < end) {
      basic.literal(passage, start, end, "password", found);
      return;
    }
    passage
        .decoded(start, end, Encoding.BASE64)
        .or(() -> passage.decoded(start, end, Encoding.BASE64URL))
        .filter(inner -> isPrintable(inner.text()))
        .ifPresentOrElse(
            inner ->
                new CredentialExtraction("basic-auth", host, key, List.of())
                    .userAndPassword(inner, 0, inner.text().length(), found),
            () -> basic.literal(passage, start, end, "password", found));
  }

  /** The password of {@code user:password}, or the user name where it is the credential. */
  private void userAndPassword(TextView passage, int start, int end, Candidates found) {
    String masked = passage.masked();
    int colon = masked.indexOf(':', start);
    if (colon < 0 || colon >= end) {
      literal(passage, start, PlaceholderBlanking.next(masked, start, end), "password", found);
      return;
    }
    int close = masked.indexOf(PlaceholderBlanking.TAG, colon);
    int passwordEnd = close < 0 ? end : Math.min(close, end);
    String user = passage.literal(start, colon);
    String password = passage.literal(colon + 1, passwordEnd);
    boolean whole = passwordEnd == end || passage.text().startsWith(END_OF_BASE64, passwordEnd);
    boolean userIsCredential = whole && isDummy(password) && !user.contains("@");
    if (userIsCredential) {
      // Where a placeholder or a smart value is the user, there is nothing left to find.
      literal(passage, start, colon, "user", found);
    } else if (!password.isEmpty()) {
      credential(passage, colon + 1, passwordEnd, ofUser(host, user), found);
    }
  }

  /** Whether {@code password} is what people write where the user name is the credential. */
  static boolean isDummy(String password) {
    return DUMMY_PASSWORDS.contains(password.toLowerCase(Locale.ROOT));
  }

  /** Whether {@code text} is one, judged by itself: it looks random, or a scheme introduces it. */
  static boolean looksLikeOne(String text) {
    return AuthScheme.at(text, 0, text.length())
        .map(scheme -> scheme.next() < text.length())
        .orElseGet(() -> Allowlist.looksStrong(text.strip()));
  }

  /** The name for the password of {@code user}: an e-mail address says enough by itself. */
  static String ofUser(String host, String user) {
    if (user.isEmpty()) {
      return NameSuggestion.join(host, "password");
    }
    return user.contains("@") ? NameSuggestion.slug(user) : NameSuggestion.join(host, user);
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c != 0x7F && c != 0xFFFD) && !text.isEmpty();
  }

  private void literal(TextView passage, int start, int end, String purpose, Candidates found) {
    credential(passage, start, end, NameSuggestion.join(host, purpose), found);
  }

  private void credential(
      TextView passage, int start, int end, String suggestion, Candidates found) {
    String masked = passage.masked();
    if (PlaceholderBlanking.next(masked, start, end) == end) {
      LocatedFinding at = passage.locate(start, end, encodings);
      if (!Allowlist.isPlaceholder(at.value())
          && !AuthScheme.isWord(at.value())
          && !CodeReference.isReference(at.value())) {
        found.add(at, kind, suggestion);
      }
      return;
    }
    int at = start;
    while (at < end) {
      int stop = PlaceholderBlanking.next(masked, at, end);
      Part part = Part.of(masked, at, stop);
      if (part.end() - part.start() >= LONG
          && Allowlist.looksLikeToken(passage.literal(part.start(), part.end()))) {
        found.add(passage.locate(part.start(), part.end(), encodings), kind, suggestion);
      }
      at = stop + 1;
    }
  }

  /** The longest run of token characters between two smart values. */
  private record Part(int start, int end) {
    static Part of(String masked, int start, int end) {
      var longest = new Part(start, start);
      int at = start;
      while (at < end) {
        int stop = at;
        while (stop < end && Characters.isRun(masked.charAt(stop))) {
          stop++;
        }
        if (stop - at > longest.end() - longest.start()) {
          longest = new Part(at, stop);
        }
        at = Math.max(stop, at + 1);
      }
      return longest;
    }
  }
}
