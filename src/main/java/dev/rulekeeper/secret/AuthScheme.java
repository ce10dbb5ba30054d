package dev.rulekeeper.secret;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** The longest first, so that Api-Key is not read as Api. */
  private static final Pattern SCHEME =
      Pattern.compile(
          "(?i)("
              + Arrays.stream(values())
                  .map(scheme -> scheme.word)
                  .sorted((a, b) -> b.length() - a.length())
                  .reduce((a, b) -> a + "|" + b)
                  .orElseThrow()
              + ")[ \\t]{1,8}");

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
    return text.length() <= 32
        && Arrays.stream(values()).anyMatch(scheme -> scheme.word.equalsIgnoreCase(text));
  }

  /** A scheme, and where what it introduces begins. */
  record At(AuthScheme scheme, int next) {}

  /** The scheme that {@code text} begins with at {@code start}, where it does. */
  static Optional<At> at(String text, int start, int end) {
    Matcher matcher = SCHEME.matcher(text).region(start, end);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    String word = matcher.group(1);
    return Arrays.stream(values())
        .filter(scheme -> scheme.word.equalsIgnoreCase(word))
        .findFirst()
        .map(scheme -> new At(scheme, matcher.end()));
  }
}
