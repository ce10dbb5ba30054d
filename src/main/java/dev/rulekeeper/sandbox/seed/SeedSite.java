package dev.rulekeeper.sandbox.seed;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What the rules need to know of the site they are for.
 *
 * @param targetUrl the base of the sandbox's own target, without a slash at the end
 * @param botToken the token that the target accepts
 * @param administrator the account id of the sandbox's user
 * @param colleague the account id of another administrator
 */
public record SeedSite(
    String targetUrl,
    String cloudId,
    String botEmail,
    String botToken,
    String botAccount,
    String administrator,
    String colleague) {

  /** The value of a {@code Basic} header with the bot's token. */
  String botBasic() {
    return basic(botEmail, botToken);
  }

  String botBearer() {
    return "Bearer " + botToken;
  }

  String target(String path) {
    return targetUrl + "/" + path;
  }

  static String basic(String user, String password) {
    String credentials = user + ":" + password;
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  String siteAri() {
    return "ari:cloud:jira::site/" + cloudId;
  }

  String projectAri(int project) {
    return "ari:cloud:jira:" + cloudId + ":project/" + project;
  }

  /** Names the site, never the token. */
  @Override
  public String toString() {
    return "SeedSite[" + cloudId + "]";
  }
}
