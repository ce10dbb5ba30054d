package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.Characters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The authentication schemes of HTTP (the registry of IANA) and of vendors, that stand before a
 * credential; case does not matter.
 */
enum AuthScheme {
  BASIC("Basic", "password", Shape.USER_AND_PASSWORD),
  BEARER("Bearer", "token", Shape.REST),
  GENIE_KEY("GenieKey", "genie-key", Shape.REST),
  TOKEN("Token", "token", Shape.REST),
  DIGEST("Digest", "digest", Shape.PARAMETERS),
  API_KEY("ApiKey", "api-key", Shape.REST),
  API_KEY_HYPHEN("Api-Key", "api-key", Shape.REST),
  API_TOKEN("Api-Token", "api-token", Shape.REST),
  SSWS("SSWS", "api-token", Shape.REST),
  NEGOTIATE("Negotiate", "ticket", Shape.REST),
  NTLM("NTLM", "ticket", Shape.REST),
  KEY("Key", "key", Shape.REST),
  JWT("JWT", "token", Shape.REST),
  BOT("Bot", "bot-token", Shape.REST),
  SPLUNK("Splunk", "token", Shape.REST),
  OAUTH("OAuth", "token", Shape.PARAMETERS),
  HAWK("Hawk", "hawk", Shape.PARAMETERS),
  HMAC("HMAC", "signature", Shape.REST),
  SHARED_KEY("SharedKey", "signature", Shape.REST),
  SHARED_ACCESS_SIGNATURE("SharedAccessSignature", "signature", Shape.PARAMETERS),
  AWS4("AWS4-HMAC-SHA256", "signature", Shape.PARAMETERS),
  SNOWFLAKE("Snowflake", "token", Shape.PARAMETERS),
  ZOHO("Zoho-oauthtoken", "token", Shape.REST),
  KLAVIYO("Klaviyo-API-Key", "api-key", Shape.REST),
  DEEPL("DeepL-Auth-Key", "api-key", Shape.REST),
  PRIVATE_TOKEN("Private-Token", "token", Shape.REST);

  /** What follows a scheme. */
  enum Shape {
    /** The credential, or {@code token="…"}. */
    REST,
    /** The base64 of user, colon, password (RFC 7617). */
    USER_AND_PASSWORD,
    /** Pairs of names and values, of which some are secret. */
    PARAMETERS
  }

  private static final int SHORTEST = 3;
  private static final int LONGEST = 24;
  private static final Map<String, AuthScheme> BY_WORD =
      Arrays.stream(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  scheme -> scheme.word.toLowerCase(Locale.ROOT), scheme -> scheme));

  /** How it is written. */
  final String word;

  /** What stands behind it, for a name. */
  final String purpose;

  final Shape shape;

  AuthScheme(String word, String purpose, Shape shape) {
    this.word = word;
    this.purpose = purpose;
    this.shape = shape;
  }

  /** Whether {@code text} is the word of a scheme and nothing else. */
  static boolean isWord(String text) {
    return text.length() <= LONGEST && BY_WORD.containsKey(text.toLowerCase(Locale.ROOT));
  }

  /** A scheme, and where what it introduces begins. */
  record At(AuthScheme scheme, int next) {}

  /** The scheme that {@code text} begins with at {@code start}, where it does. */
  static Optional<At> at(String text, int start, int end) {
    int wordEnd = start;
    while (wordEnd < end && Characters.isWord(text.charAt(wordEnd)) && wordEnd - start <= LONGEST) {
      wordEnd++;
    }
    int next = wordEnd;
    // Some write the scheme like a name: Bearer: abc.
    if (next < end && text.charAt(next) == ':') {
      next++;
    }
    while (next < end && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    boolean apart = next > wordEnd && text.charAt(next - 1) != ':';
    if (!apart || wordEnd - start < SHORTEST || wordEnd - start > LONGEST) {
      return Optional.empty();
    }
    String word = text.substring(start, wordEnd).toLowerCase(Locale.ROOT);
    int behind = next;
    return Optional.ofNullable(BY_WORD.get(word)).map(scheme -> new At(scheme, behind));
  }
}
