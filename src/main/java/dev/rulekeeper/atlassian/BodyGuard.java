package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The last look at a body before it leaves: it must hold no placeholder, which would break the
 * rule, and no mask, which would replace a working secret.
 */
public final class BodyGuard {
  private static final Pattern TAG =
      Pattern.compile(
          "<<\\s*(?:(?:secret|var|param)\\s*:|[#/^]\\s*(?:base64|base64url|urlencode|json|xml)\\s*>>)");
  private static final String STARS = "(?:\\*{3,}|\u2022{3,})";
  private static final Pattern MASK =
      Pattern.compile("\\A\\s*+(?:[A-Za-z][\\w-]*+\\s++)?(?:token=)?\"?" + STARS + "\"?\\s*");
  private static final Pattern MASK_IN_URL =
      Pattern.compile("\\A(?:" + STARS + "|.*[=/:]" + STARS + "(?:[&#/@?].*)?)", Pattern.DOTALL);
  private static final Pattern CREDENTIAL_KEY =
      Pattern.compile("\\A(?:authorization|password|.*(?:token|secret|apikey|api_key|api-key))");
  private static final Pattern URL_KEY = Pattern.compile("url|webhookurl");

  private enum Place {
    TEXT,
    HEADERS,
    CREDENTIAL,
    URL
  }

  private BodyGuard() {}

  /** How many places of {@code text} look like a placeholder that was not filled in. */
  public static long placeholders(String text) {
    return TAG.matcher(text).results().count();
  }

  /**
   * Does nothing where {@code body} may be sent.
   *
   * @throws ApiException if it may not; the message names the place and quotes nothing
   */
  static void require(String request, JsonNode body) {
    walk(request, body, JsonPointer.empty(), Place.TEXT);
  }

  private static void walk(String request, JsonNode node, JsonPointer at, Place place) {
    if (node.isTextual()) {
      check(request, node.textValue(), at, place);
    }
    node.properties()
        .forEach(
            field -> {
              JsonPointer below = at.appendProperty(field.getKey());
              check(request, field.getKey(), below, Place.TEXT);
              walk(request, field.getValue(), below, place(field.getKey(), place));
            });
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(request, node.get(i), at.appendIndex(i), place);
      }
    }
  }

  private static Place place(String key, Place outer) {
    String name = key.toLowerCase(Locale.ROOT);
    if (name.equals("headers")) {
      return Place.HEADERS;
    }
    if (outer == Place.HEADERS) {
      return name.equals("name") || name.equals("id") ? Place.TEXT : Place.HEADERS;
    }
    if (CREDENTIAL_KEY.matcher(name).matches()) {
      return Place.CREDENTIAL;
    }
    return URL_KEY.matcher(name).matches() ? Place.URL : Place.TEXT;
  }

  private static void check(String request, String text, JsonPointer at, Place place) {
    if (placeholders(text) > 0) {
      throw unsafe(
          request,
          at,
          "still holds a placeholder",
          "if its file spells it out with <<open>>, name it in other words there and on the site;"
              + " else the rule was not rendered, which is a defect of rulekeeper: report it");
    }
    Pattern mask = place == Place.URL ? MASK_IN_URL : MASK;
    if (place != Place.TEXT && mask.matcher(text).matches()) {
      throw unsafe(
          request,
          at,
          "holds a mask where a secret belongs",
          "put a <<secret:name>> there and give its value; a mask would replace the real one");
    }
  }

  private static ApiException unsafe(String request, JsonPointer at, String what, String hint) {
    return new ApiException(
        ApiException.Kind.UNSAFE,
        0,
        request + " was not sent: its body " + what + " at " + at,
        hint);
  }
}
