package dev.rulekeeper.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who exists on the site, and which API tokens open it. */
final class Accounts {
  /** On the site of random seed 1, as the next three; {@link SeedIds} has those of others. */
  static final String ADMINISTRATOR = "5f0e1a2b3c4d5e6f70819201";

  static final String BOT = "712020:3d1f5c7e-8a4b-4f7d-9a55-0b6c1e2d3f40";
  static final String VIEWER = "712020:9b7e2f10-64c3-4a0f-8e21-7c5d4b3a2f11";
  static final String COLLEAGUE = "60a1b2c3d4e5f60718293a4b";
  static final String BOT_EMAIL = "bot@acme.example";
  static final String VIEWER_EMAIL = "viewer@acme.example";
  private static final String BASIC = "Basic ";

  private final List<Account> people;
  private final Map<String, Account> byToken = new ConcurrentHashMap<>();
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  Accounts(String administratorEmail, SeedIds ids) {
    people =
        List.of(
            new Account(ids.account(ADMINISTRATOR), administratorEmail, "Ada Administrator", true),
            new Account(ids.account(BOT), BOT_EMAIL, "Acme Automation Bot", false),
            new Account(ids.account(VIEWER), VIEWER_EMAIL, "Vera Viewer", false),
            new Account(ids.account(COLLEAGUE), "dana@acme.example", "Dana Díaz", true));
    people.forEach(account -> known.add(account.accountId()));
  }

  /**
   * Lets {@code token} open the site for the user with this e-mail address.
   *
   * @throws SandboxException if there is no such user
   */
  void issue(String email, String token) {
    Account account =
        people.stream()
            .filter(person -> person.email().equals(email))
            .findFirst()
            .orElseThrow(() -> new SandboxException("The sandbox has no user " + email + "."));
    byToken.put(token, account);
  }

  /** Everybody who has an account. */
  List<Account> people() {
    return people;
  }

  void revoke(String token) {
    byToken.remove(token);
  }

  /** The user whose e-mail address and token an {@code Authorization: Basic} header names. */
  Optional<Account> authenticate(Optional<String> authorization) {
    return authorization
        .filter(text -> text.startsWith(BASIC))
        .flatMap(text -> decode(text.substring(BASIC.length())))
        .flatMap(this::byCredentials);
  }

  private Optional<Account> byCredentials(String credentials) {
    int colon = credentials.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(byToken.get(credentials.substring(colon + 1)))
        .filter(account -> account.email().equals(credentials.substring(0, colon)));
  }

  private static Optional<String> decode(String base64) {
    try {
      return Optional.of(
          new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Accounts that seeded rules name exist, too. */
  void learn(Collection<String> accountIds) {
    known.addAll(accountIds);
  }

  boolean exists(String accountId) {
    return known.contains(accountId);
  }
}
