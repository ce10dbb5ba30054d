package dev.rulekeeper.atlassian;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    HttpClient.Builder builder =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(PATIENCE);
    proxy.configure(builder);
    HttpRequest.Builder call =
        HttpRequest.newBuilder(Endpoints.tenantInfo(siteUrl).uri()).timeout(PATIENCE).GET();
    proxy.authorization(siteUrl).ifPresent(login -> call.header("Proxy-Authorization", login));
    try {
      return builder
          .build()
          .send(call.build(), HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("Date")
          .flatMap(SiteProbe::parsed);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw Interruption.of();
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
