package dev.rulekeeper.secret.detection;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.text.Characters;
import dev.rulekeeper.secret.text.PlaceholderBlanking;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the credentials in addresses: the password of the user information, parameters of query and
 * fragment, and paths of webhooks. Looks at every address in a text, and takes the text of an
 * address field for one even where a smart value or a variable stands for its beginning.
 */
final class UrlLayer implements Layer {
  static final List<Encoding> PERCENT = List.of(Encoding.URLENCODE);
  private static final int DEEPEST = 3;

  private static final String ENDS = "\"'<>`\\|^)]{}\u00A0";

  @Override
  public void search(TextView passage, Place place, Candidates found) {
    String masked = passage.masked();
    if (place.role() == Place.Role.URL || place.role() == Place.Role.WEBHOOK_URL) {
      String text = masked.strip();
      int start = masked.indexOf(text);
      address(passage, start, start + text.length(), place, found);
      return;
    }
    int colon = masked.indexOf("://");
    while (colon >= 0) {
      int end = end(masked, colon + 3);
      int start = schemeStart(masked, colon);
      if (start < colon) {
        address(passage, start, end, place, found);
      }
      colon = masked.indexOf("://", Math.max(end, colon + 3));
    }
  }

  /**
   * Finds the credential of a webhook whose host nobody knows: a long segment of the path that
   * looks like a token, and what follows it.
   */
  static void webhook(TextView passage, int start, int end, Candidates found) {
    String masked = passage.masked();
    int scheme = masked.indexOf("://", start);
    int path = firstOf(masked, "/?#", Math.min(scheme + 3, end), end);
    int stop = firstOf(masked, "?#", path, end);
    String host = host(masked, Math.min(scheme + 3, end), path);
    if (Webhooks.find(host, masked, path, stop).isPresent()) {
      // The address itself is looked at anyway.
      return;
    }
    int segment = path + 1;
    while (segment < stop) {
      int next = firstOf(masked, "/", segment, stop);
      if (next - segment >= 16 && Allowlist.looksLikeToken(passage.literal(segment, next))) {
        new CredentialExtraction("webhook-url", host, "webhook", PERCENT)
            .search(passage, segment, stop, found);
        return;
      }
      segment = next + 1;
    }
  }

  /** Looks at an address and at those that it holds. */
  private static void address(TextView passage, int start, int end, Place place, Candidates found) {
    String masked = passage.masked();
    url(passage, start, end, place, found);
    int colon = masked.indexOf("://", start);
    for (int depth = 0; depth < DEEPEST && colon >= 0; depth++) {
      colon = masked.indexOf("://", colon + 3);
      if (colon >= 0 && colon < end) {
        url(passage, schemeStart(masked, colon), end, place, found);
      }
    }
  }

  private static int schemeStart(String masked, int colon) {
    int start = colon;
    while (start > 0 && Characters.isLetter(masked.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int end(String masked, int start) {
    int end = start;
    while (end < masked.length()
        && !Characters.isSpace(masked.charAt(end))
        && ENDS.indexOf(masked.charAt(end)) < 0) {
      end++;
    }
    while (end > start && ".,;:!?*_".indexOf(masked.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  static int firstOf(String text, String any, int start, int end) {
    int at = start;
    while (at < end && any.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static void url(TextView passage, int start, int end, Place place, Candidates found) {
    String masked = passage.masked();
    int scheme = masked.indexOf("://", start);
    int authority = scheme < 0 || scheme >= end ? start : scheme + 3;
    int path = firstOf(masked, "/?#", authority, end);
    int query = firstOf(masked, "?#", path, end);
    int fragment = firstOf(masked, "#", query, end);
    int at = path - 1;
    while (at >= authority && masked.charAt(at) != '@') {
      at--;
    }
    boolean user = at >= authority;
    String host = host(masked, user ? at + 1 : authority, path);
    if (user) {
      userInfo(passage, authority, at, host, found);
    }
    boolean any =
        new QueryParameters("url-query", host).search(passage, query + 1, fragment, found);
    any |= new QueryParameters("url-fragment", host).search(passage, fragment + 1, end, found);
    int semicolon = firstOf(masked, ";", path, query);
    any |= new QueryParameters("url-path", host).search(passage, semicolon + 1, query, found);
    Optional<Webhooks.Secret> secret = Webhooks.find(host, masked, path, query);
    if (secret.isPresent() && hasTag(masked, secret.get())) {
      // Its credential has a placeholder; what is left of the path names where it goes.
      return;
    }
    if (secret.isPresent()) {
      var text = new CredentialExtraction(secret.get().kind(), host, "", PERCENT);
      text.search(passage, secret.get().start(), secret.get().end(), found);
    } else if (place.role() == Place.Role.WEBHOOK_URL && !any && path + 1 < end) {
      new CredentialExtraction("webhook-url", host, "webhook", PERCENT)
          .search(passage, path + 1, end, found);
    } else {
      CapabilityPath.find(host, masked, path, Math.min(semicolon, query))
          .ifPresent(
              capability ->
                  new CredentialExtraction("webhook-url", host, "webhook", PERCENT)
                      .search(passage, capability.start(), capability.end(), found));
    }
  }

  private static boolean hasTag(String masked, Webhooks.Secret secret) {
    int tag =
        firstOf(masked, String.valueOf(PlaceholderBlanking.TAG), secret.start(), secret.end());
    return tag < secret.end();
  }

  private static String host(String masked, int start, int end) {
    String host = masked.substring(start, end).toLowerCase(Locale.ROOT);
    int port = host.indexOf(':');
    String name = port < 0 ? host : host.substring(0, port);
    return PlaceholderBlanking.next(name, 0, name.length()) < name.length() ? "" : name;
  }

  private static void userInfo(
      TextView passage, int start, int end, String host, Candidates found) {
    String masked = passage.masked();
    int colon = firstOf(masked, ":", start, end);
    if (colon >= end) {
      // A user name without a password is a credential only where it looks like one.
      if (Allowlist.looksLikeToken(passage.literal(start, end)) && end - start >= 16) {
        new CredentialExtraction("url-userinfo", host, "user", PERCENT)
            .search(passage, start, end, found);
      }
      return;
    }
    String password = passage.literal(colon + 1, end);
    if (CredentialExtraction.isDummy(password)) {
      new CredentialExtraction("url-userinfo", host, "user", PERCENT)
          .search(passage, start, colon, found);
      return;
    }
    String user = passage.literal(start, colon).replace("%40", "@");
    String name = CredentialExtraction.ofUser(host, user);
    new CredentialExtraction("url-userinfo", "", name, PERCENT)
        .search(passage, colon + 1, end, found);
  }
}
