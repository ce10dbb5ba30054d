package dev.rulekeeper.secret.detection;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.detection.CredentialNames.Verdict;
import dev.rulekeeper.secret.place.Place;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is a credential by the place it stands in: headers, variables, keys of the rule. */
final class PositionLayer implements Layer {
  /** The kind of the token of an incoming webhook trigger. */
  static final String WEBHOOK_TOKEN = "webhook-token";

  private static final Pattern COOKIE = Pattern.compile("([^=;\\s]{1,200})=([^;]{0,8192})");

  @Override
  public void search(TextView passage, Place place, Candidates found) {
    switch (place.role()) {
      case HEADER, HIDDEN_HEADER -> header(passage, place, found);
      case TEXT -> named(passage, place, found);
      case URL, WEBHOOK_URL, BODY, STRUCTURE -> {}
    }
  }

  private static void header(TextView passage, Place place, Candidates found) {
    String name = place.label().strip().toLowerCase(Locale.ROOT);
    if (isDescriptive(name)) {
      return;
    }
    if (name.equals("cookie") || name.equals("set-cookie")) {
      cookies(passage, place, found);
      return;
    }
    Verdict verdict = CredentialNames.ofHeader(name);
    boolean hidden = place.role() == Place.Role.HIDDEN_HEADER;
    int length = passage.text().length();
    boolean scheme = AuthScheme.at(passage.masked(), 0, length).isPresent();
    String value = passage.literal(0, length).strip();
    if (verdict == Verdict.NO && !hidden && !scheme) {
      if (RandomValues.isCredential(name, value)) {
        new CredentialExtraction("credential-header", place.host(), name, List.of())
            .search(passage, 0, length, found);
      }
      return;
    }
    if (verdict == Verdict.NO && scheme && !hidden && !Allowlist.looksLikeToken(lastWord(value))) {
      return;
    }
    if (verdict == Verdict.MAYBE
        && !scheme
        && !hidden
        && !CredentialExtraction.looksLikeOne(value)) {
      return;
    }
    String kind =
        hidden
            ? "hidden-header"
            : name.endsWith("authorization") ? "authorization-header" : "credential-header";
    new CredentialExtraction(kind, place.host(), name, List.of()).search(passage, 0, length, found);
  }

  private static String lastWord(String text) {
    return text.substring(text.lastIndexOf(' ') + 1);
  }

  /** Headers that describe the message and never hold a credential, hidden or not. */
  private static boolean isDescriptive(String name) {
    return name.startsWith("content-")
        || name.startsWith("accept")
        || name.equals("user-agent")
        || name.equals("cache-control")
        || name.equals("x-atlassian-token");
  }

  private static void cookies(TextView passage, Place place, Candidates found) {
    String masked = passage.masked();
    if (masked.indexOf('=') < 0) {
      cookie(place, "cookie").search(passage, 0, masked.length(), found);
      return;
    }
    boolean only = masked.indexOf(';') < 0;
    Matcher cookie = COOKIE.matcher(masked);
    while (cookie.find()) {
      String value = passage.literal(cookie.start(2), cookie.end(2)).strip();
      boolean session =
          only
              || Allowlist.looksLikeToken(value)
              || CredentialNames.ofParameter(cookie.group(1)) != Verdict.NO
              || place.role() == Place.Role.HIDDEN_HEADER;
      if (session) {
        cookie(place, "cookie " + cookie.group(1))
            .search(passage, cookie.start(2), cookie.end(2), found);
      }
    }
  }

  private static CredentialExtraction cookie(Place place, String name) {
    return new CredentialExtraction("cookie-header", place.host(), name, List.of());
  }

  private static void named(TextView passage, Place place, Candidates found) {
    boolean variable = !place.variable().isEmpty();
    String name = variable ? bestName(place) : place.label();
    Verdict verdict = variable ? CredentialNames.ofVariable(name) : CredentialNames.ofKey(name);
    String text = passage.text().strip();
    if (PairLayer.isWebhook(name) && text.contains("://")) {
      UrlLayer.webhook(passage, 0, passage.text().length(), found);
    }
    if (verdict == Verdict.NO || text.contains("://") || text.startsWith("{")) {
      return;
    }
    boolean password = PairLayer.isPassword(name) && Allowlist.looksLikeToken(text);
    boolean likely =
        CredentialExtraction.looksLikeOne(text) || CredentialExtraction.isUserAndPassword(text);
    if (verdict == Verdict.MAYBE && !password && !likely) {
      return;
    }
    if (place.isCompared() && !Allowlist.looksLikeToken(text)) {
      return;
    }
    if (place.label().equals("webhookToken")) {
      add(WEBHOOK_TOKEN, place, "", passage, found);
    } else if (PairLayer.isProse(name, text)) {
      found.warn(passage.locate(0, passage.text().length()), "credential-key", name);
    } else if (variable) {
      add("variable", place, place.variable(), passage, found);
    } else {
      add("credential-key", place, name, passage, found);
    }
  }

  private static String bestName(Place place) {
    return CredentialNames.ofKey(place.label()) == Verdict.NO ? place.variable() : place.label();
  }

  private static void add(
      String kind, Place place, String key, TextView passage, Candidates found) {
    new CredentialExtraction(kind, place.host(), key, List.<Encoding>of())
        .search(passage, 0, passage.text().length(), found);
  }
}
