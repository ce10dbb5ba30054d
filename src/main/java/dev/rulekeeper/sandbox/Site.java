package dev.rulekeeper.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Everything that answers below one port: the site's API, the target, and the page. */
final class Site implements SiteServer.Handler {
  private static final long HANG = TimeUnit.MINUTES.toNanos(2);
  private final SandboxOptions options;
  private final List<SitePart> beside;
  private final List<SitePart> api;
  private final RequestLog log;
  private final RateLimit rateLimit;
  private final RandomFaults faults;
  private volatile RequestHook hook;

  /**
   * Serves these parts; of two that have a path the first answers.
   *
   * @param beside what is no part of the API: never slow, faulty or recorded
   * @param api the API; its last part has every path
   */
  Site(SandboxOptions options, List<SitePart> beside, List<SitePart> api, RequestLog log) {
    this.options = options;
    this.beside = List.copyOf(beside);
    this.api = List.copyOf(api);
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
    Optional<SitePart> undisturbed = partFor(ask, beside);
    if (undisturbed.isPresent()) {
      return new SiteServer.Served(undisturbed.get().answer(ask), FaultKind.NONE, begun);
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

  private static Optional<SitePart> partFor(SiteRequest ask, List<SitePart> parts) {
    return parts.stream().filter(part -> part.has(ask.path())).findFirst();
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
      return partFor(ask, api).orElseThrow().answer(ask);
    } catch (RuntimeException e) {
      // A tree of a shape that nobody thought of. The real site answers so, too, and a connection
      // that just ends would look like a fault that was asked for.
      return SiteResponse.empty(500);
    }
  }
}
