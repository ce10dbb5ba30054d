package dev.rulekeeper.sandbox;

import java.util.concurrent.TimeUnit;

/** Everything that answers below one port: the site's API, the target, and the page. */
final class Site implements SiteServer.Handler {
  private static final long HANG = TimeUnit.MINUTES.toNanos(2);
  private final SandboxOptions options;
  private final SiteEndpoints about;
  private final RuleEndpoints rules;
  private final Target target;
  private final WebPageEndpoints page;
  private final RequestLog log;
  private final OrganizationEndpoints organization;
  private final NameEndpoints names;
  private final RateLimit rateLimit;
  private final RandomFaults faults;
  private volatile RequestHook hook;

  Site(
      SandboxOptions options,
      SiteEndpoints about,
      RuleEndpoints rules,
      Target target,
      WebPageEndpoints page,
      OrganizationEndpoints organization,
      NameEndpoints names,
      RequestLog log) {
    this.options = options;
    this.about = about;
    this.rules = rules;
    this.target = target;
    this.page = page;
    this.organization = organization;
    this.names = names;
    this.log = log;
    this.rateLimit = new RateLimit(options.rateLimitPerSecond());
    this.faults = new RandomFaults(options.faultPercent(), options.randomSeed());
    this.hook = options.hook();
  }

  void hook(RequestHook next) {
    hook = next;
  }

  @Override
  public SiteServer.Served serve(SiteRequest ask) {
    long begun = System.nanoTime();
    if (ask.path().startsWith(Target.PATH)) {
      return new SiteServer.Served(target.answer(ask), FaultKind.NONE, begun);
    }
    if (page.has(ask.path())) {
      return new SiteServer.Served(page.answer(ask), FaultKind.NONE, begun);
    }
    FaultKind asked = hook.before(ask.method(), ask.path());
    FaultKind fault = asked == FaultKind.NONE ? faults.next() : asked;
    SiteResponse answer = answer(ask, fault);
    int status = fault == FaultKind.RESET || fault == FaultKind.HANG ? 0 : answer.status();
    log.add(new RecordedRequest(ask.method(), ask.path(), ask.query(), status));
    long due =
        begun
            + (fault == FaultKind.HANG
                ? HANG
                : TimeUnit.MILLISECONDS.toNanos(options.latencyMillis()));
    return new SiteServer.Served(answer, fault, due);
  }

  private SiteResponse answer(SiteRequest ask, FaultKind fault) {
    return switch (fault) {
      case TOO_MANY_REQUESTS -> tooManyRequests();
      case INTERNAL_ERROR -> SiteResponse.empty(500);
      case UNAVAILABLE -> SiteResponse.empty(503);
      case NONE, RESET, TRUNCATED, HANG -> rateLimit.allows() ? proper(ask) : tooManyRequests();
    };
  }

  private static SiteResponse tooManyRequests() {
    return SiteResponse.empty(429).with("Retry-After", "1");
  }

  private SiteResponse proper(SiteRequest ask) {
    try {
      if (organization.has(ask.path())) {
        return organization.answer(ask);
      }
      if (names.has(ask.path())) {
        return names.answer(ask);
      }
      return about.has(ask.path()) ? about.answer(ask) : rules.answer(ask);
    } catch (RuntimeException e) {
      // A tree of a shape that nobody thought of. The real site answers so, too, and a connection
      // that just ends would look like a fault that was asked for.
      return SiteResponse.empty(500);
    }
  }
}
