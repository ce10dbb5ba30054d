package dev.rulekeeper.atlassian;

import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Looks at the way to a site, without credentials and without changing anything. */
public final class SiteProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final URI siteUrl;
  private final WebProxy proxy = new WebProxy(System.getenv());

  /** Looks at the way to {@code siteUrl}. */
  public SiteProbe(URI siteUrl) {
    this.siteUrl = siteUrl;
  }

  /**
   * The proxy on the way, as {@code host:port}; nothing where the site is reached directly.
   *
   * @throws ApiException if the environment names one that cannot be used
   */
  public Optional<String> proxy() {
    return proxy.hostFor(siteUrl);
  }

  /** The time that the site says it is; nothing where it does not answer. */
  public Optional<Instant> time() {
    HttpCall call = HttpCall.get(Endpoints.tenantInfo(siteUrl).uri());
    try {
      return HttpConnections.shared()
          .send(call, PATIENCE, PATIENCE)
          .header("Date")
          .flatMap(SiteProbe::parsed);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
