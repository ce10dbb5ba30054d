package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A running site. Safe for use by several threads. Ids of rules are UUIDs as text; trees that it
 * gives are copies that the caller may change.
 */
public final class Sandbox implements AutoCloseable {
  private final SandboxOptions options;
  private final SiteServer server;
  private final String cloudId;
  private final Accounts accounts;
  private final RuleStore store;
  private final RuleIntake writer;
  private final Target target;
  private final RuleRunner firing;
  private final RequestLog log = new RequestLog();
  private final Random invented;
  private final OrganizationEndpoints organization;
  private final Site site;

  private Sandbox(SandboxOptions options, SiteServer server) {
    this.options = options;
    this.server = server;
    Identifiers ids = new Identifiers(options.randomSeed());
    this.cloudId = options.seedFile().flatMap(SeedFile::cloudIdIn).orElseGet(ids::component);
    SeedIds seedIds = new SeedIds(options.randomSeed());
    this.accounts = new Accounts(options.email(), seedIds);
    this.store = new RuleStore(options.staleMillis());
    this.invented = new Random(options.randomSeed());
    this.target = new Target(InventedToken.invent(invented));
    this.firing = new RuleRunner(url());
    this.writer =
        new RuleIntake(
            accounts,
            new StoredScope(cloudId),
            new ComponentTree(ids, new ComponentTypes()),
            ids,
            new Timestamps(options.timestampForm()));
    accounts.issue(options.email(), options.token());
    new Seeding(options, cloudId, seedIds, writer).fill(store, url(), target.token());
    this.organization = new OrganizationEndpoints(options.email(), Instant.now());
    this.site =
        new Site(
            options,
            List.of(
                target, new WebPageEndpoints(store, firing, target, this::rotateTargetToken, log)),
            List.of(
                organization,
                new NameEndpoints(accounts, store),
                new SiteEndpoints(url(), cloudId, accounts),
                new RuleEndpoints(
                    cloudId, accounts, store, writer, new Listing(url(), store, options))),
            log);
  }

  /**
   * Seeds a site and serves it on loopback.
   *
   * @throws SandboxException if the port is taken or the seed file cannot be used
   */
  public static Sandbox start(SandboxOptions options) {
    SiteServer server = SiteServer.bind(options.port());
    try {
      Sandbox sandbox = new Sandbox(options, server);
      server.start(sandbox.site);
      return sandbox;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** {@code http://127.0.0.1:PORT}: the URL of the site and of the API. */
  public String url() {
    return server.url();
  }

  /** As {@link #url}, as a URI. */
  public URI uri() {
    return URI.create(url());
  }

  /** The id of the site. */
  public String cloudId() {
    return cloudId;
  }

  /** The user who may do everything. */
  public String email() {
    return options.email();
  }

  /** The token that user had at the start. */
  public String token() {
    return options.token();
  }

  /** A user who may use the site, but not its rule management. */
  public String emailOfNonAdministrator() {
    return Accounts.VIEWER_EMAIL;
  }

  /** Gives {@link #email} one more token. */
  public String issueToken() {
    return issueToken(email());
  }

  /**
   * Gives a user one more token.
   *
   * @throws SandboxException if there is no such user
   */
  public String issueToken(String email) {
    String token = inventToken();
    accounts.issue(email, token);
    return token;
  }

  /** From now on {@code token} opens nothing. */
  public void revoke(String token) {
    accounts.revoke(token);
  }

  /** Every rule, as {@code {"rule":…,"connections":…}} in clear, ordered by id, never stale. */
  public List<ObjectNode> rules() {
    return store.all().values().stream().map(StoredRule::envelope).toList();
  }

  /**
   * One rule, as {@code {"rule":…,"connections":…}} in clear, never stale.
   *
   * @throws SandboxException if there is no such rule
   */
  public ObjectNode rule(String id) {
    return stored(id).envelope();
  }

  /** Whether there is such a rule. */
  public boolean has(String id) {
    return store.find(id).isPresent();
  }

  /**
   * Changes a rule as somebody in the browser does: seen at once, {@code updated} moves, nothing is
   * checked.
   *
   * @param change gets the content of {@code rule}, which it may change and return
   * @throws SandboxException if there is no such rule
   */
  public void edit(String id, UnaryOperator<ObjectNode> change) {
    stored(id);
    store.edit(
        id,
        before -> writer.edited(before, change.apply((ObjectNode) before.envelope().get("rule"))));
  }

  /**
   * Creates a rule as somebody in the browser does.
   *
   * @param rule the content of {@code rule}; a UUID is given where it has none
   * @return the id
   */
  public String add(ObjectNode rule, ArrayNode connections) {
    long now = System.currentTimeMillis();
    return store.add(() -> writer.seeded(rule.deepCopy(), connections, now)).uuid();
  }

  /**
   * Deletes a rule as somebody in the browser does.
   *
   * @throws SandboxException if there is no such rule
   */
  public void remove(String id) {
    stored(id);
    store.remove(id, rule -> {});
  }

  /**
   * Sends every outgoing request of a rule to where it points, if that is the sandbox's own target.
   *
   * @throws SandboxException if there is no such rule
   */
  public List<Delivery> fire(String id) {
    return firing.fire(stored(id));
  }

  /** Fires every rule that has an outgoing request. */
  public List<Delivery> fireAll() {
    return store.all().values().stream().flatMap(rule -> firing.fire(rule).stream()).toList();
  }

  /** The token that the target accepts. */
  public String targetToken() {
    return target.token();
  }

  /** The user the target's token belongs to, for {@code Basic}. */
  public String targetUser() {
    return Accounts.BOT_EMAIL;
  }

  /** Gives the target a new token, which is returned; from now on it refuses the old one. */
  public String rotateTargetToken() {
    String token = inventToken();
    target.replaceToken(token);
    return token;
  }

  /** The id of the organization that the site belongs to. */
  public String organizationId() {
    return OrganizationEndpoints.ORGANIZATION;
  }

  /** The key with which the organization lists its API tokens. */
  public String organizationKey() {
    return OrganizationEndpoints.KEY;
  }

  /** Adds an API token to the list of the organization; it opens nothing. */
  public void listToken(
      String email, String label, String status, Instant expires, Instant lastActive) {
    organization.list(email, label, status, expires, lastActive);
  }

  /** Empties the list of the organization. */
  public void forgetListedTokens() {
    organization.clear();
  }

  /** The requests to the site so far, at most the last 100,000; the page's are not among them. */
  public List<RecordedRequest> requests() {
    return log.requests();
  }

  /** How many requests there were, by operation: {@code GET rule/{uuid}}. */
  public Map<String, Long> requestCounts() {
    return log.counts();
  }

  /** Forgets the requests so far. */
  public void forgetRequests() {
    log.clear();
  }

  /** Asks {@code hook} before every request from now on, instead of the one before. */
  public void hook(RequestHook hook) {
    site.hook(hook);
  }

  private synchronized String inventToken() {
    return InventedToken.invent(invented);
  }

  private StoredRule stored(String id) {
    return store
        .find(id)
        .orElseThrow(() -> new SandboxException("The sandbox has no rule " + id + "."));
  }

  /** Ends the server. */
  @Override
  public void close() {
    server.close();
  }
}
