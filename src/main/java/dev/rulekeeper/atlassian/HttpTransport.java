package dev.rulekeeper.atlassian;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Sends one request once. Never follows a redirect, so credentials stay where they were sent. */
final class HttpTransport {
  private final Credentials credentials;
  private final TrustedOrigins scope;
  private final RequestRetryPolicy patience;

  HttpTransport(Credentials credentials, TrustedOrigins scope, RequestRetryPolicy patience) {
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
    HttpCall sent = sent(call);
    HttpConnections connections = HttpConnections.shared();
    try {
      return reply(connections.send(sent, patience.connectWithin(), patience.answerWithin()))
          .checkedFor(call);
    } catch (IOException e) {
      TransportFault fault = TransportFault.of(e);
      return ApiResponse.failed(connections.goesByProxy(call.uri()) ? fault.byProxy() : fault);
    }
  }

  private HttpCall sent(ApiRequest call) {
    HttpCall sent =
        new HttpCall(call.method(), call.uri(), Map.of("Accept", "application/json"), call.body());
    if (!call.reads()) {
      // Without it a DELETE is answered 415 although it has no body.
      sent = sent.with("Content-Type", "application/json");
    }
    if (call.withCredentials()) {
      scope.require(call.uri());
      sent = sent.with("Authorization", credentials.header());
    }
    return sent;
  }

  private static ApiResponse reply(HttpAnswer answer) {
    if (answer.status() == TransportFault.PROXY_LOGIN_WANTED) {
      return ApiResponse.failed(TransportFault.PROXY_LOGIN);
    }
    Optional<String> date = answer.header("Date");
    return ApiResponse.answered(
        answer.status(),
        answer.body(),
        answer
            .header("Retry-After")
            .flatMap(header -> RetryAfter.parse(header, date, Instant.now())),
        answer.header("Location"));
  }
}
