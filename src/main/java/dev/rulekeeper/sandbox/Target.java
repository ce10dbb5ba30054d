package dev.rulekeeper.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where the web requests of the seeded rules go: a service that accepts the current token of the
 * bot, as {@code Bearer} or as the password of {@code Basic}, and refuses everybody else.
 */
final class Target implements SitePart {
  /** The beginning of every path that the target answers. */
  static final String PATH = "/target/";

  private volatile String token;

  Target(String token) {
    this.token = token;
  }

  String token() {
    return token;
  }

  void replaceToken(String next) {
    token = next;
  }

  @Override
  public boolean has(String path) {
    return path.startsWith(PATH);
  }

  @Override
  public SiteResponse answer(SiteRequest ask) {
    return ask.header("Authorization").filter(this::opens).isPresent()
        ? SiteResponse.json("{\"accepted\":true}")
        : SiteResponse.json(
            401, "{\"accepted\":false,\"error\":\"the token is not valid (any more)\"}");
  }

  private boolean opens(String authorization) {
    String current = token;
    String credentials = Accounts.BOT_EMAIL + ":" + current;
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return authorization.equals("Bearer " + current) || authorization.equals("Basic " + basic);
  }
}
