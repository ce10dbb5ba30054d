package dev.rulekeeper.atlassian;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one request once. Never follows a redirect, so credentials stay where they were sent. */
final class HttpTransport {
  /** Such an answer is the proxy's, and the JDK gives it no body. */
  private static final int PROXY_LOGIN_WANTED = 407;

  private final HttpClient client;
  private final Credentials credentials;
  private final TrustedOrigins scope;
  private final RequestRetryPolicy patience;
  private final WebProxy proxy = new WebProxy(System.getenv());

  HttpTransport(Credentials credentials, TrustedOrigins scope, RequestRetryPolicy patience) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connectWithin());
    proxy.configure(builder);
    this.client = builder.build();
    this.credentials = credentials;
    this.scope = scope;
    this.patience = patience;
  }

  /**
   * The answer, or why there is none.
   *
   * @throws ApiException if credentials must not go there, or the thread is interrupted
   */
  ApiResponse send(ApiRequest call) {
    HttpRequest request = request(call);
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, answered -> new LimitedBody());
    try {
      // The timeout of HttpRequest ends with the headers; a body that never ends must not hang us.
      return reply(answer.get(patience.answerWithin().toMillis(), TimeUnit.MILLISECONDS))
          .checkedFor(call);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return ApiResponse.failed(TransportFault.TIMED_OUT);
    } catch (ExecutionException e) {
      TransportFault fault = TransportFault.of(e);
      return ApiResponse.failed(proxy.hostFor(call.uri()).isPresent() ? fault.byProxy() : fault);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw Interruption.of();
    }
  }

  private HttpRequest request(ApiRequest call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .header("Accept", "application/json")
            .header("User-Agent", "rulekeeper")
            .method(
                call.method(),
                call.body()
                    .map(text -> BodyPublishers.ofString(text, UTF_8))
                    .orElseGet(BodyPublishers::noBody));
    proxy
        .authorization(call.uri())
        .ifPresent(login -> request.header("Proxy-Authorization", login));
    if (!call.reads()) {
      // Without it a DELETE is answered 415 although it has no body.
      request.header("Content-Type", "application/json");
    }
    if (call.withCredentials()) {
      scope.require(call.uri());
      request.header("Authorization", credentials.header());
    }
    return request.build();
  }

  private static ApiResponse reply(HttpResponse<byte[]> answer) {
    if (answer.statusCode() == PROXY_LOGIN_WANTED) {
      return ApiResponse.failed(TransportFault.PROXY_LOGIN);
    }
    Optional<String> date = answer.headers().firstValue("Date");
    return ApiResponse.answered(
        answer.statusCode(),
        new String(answer.body(), UTF_8),
        answer
            .headers()
            .firstValue("Retry-After")
            .flatMap(header -> RetryAfter.parse(header, date, Instant.now())),
        answer.headers().firstValue("Location"));
  }
}
