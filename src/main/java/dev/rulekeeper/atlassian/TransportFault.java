package dev.rulekeeper.atlassian;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there is no answer to a request. */
enum TransportFault {
  /** The name of the host cannot be resolved. */
  UNKNOWN_HOST("its host name is not known", "check the URL of the site and the network"),
  /** Nobody listens there. */
  REFUSED("the connection was refused", "check the URL of the site and the network"),
  /** Nobody listens where a proxy should be. */
  PROXY_AWAY(
      "the proxy on the way there cannot be reached",
      "check HTTPS_PROXY, or except the host with NO_PROXY"),
  /** A proxy that wants another login, or one at all. */
  PROXY_LOGIN(
      "the proxy on the way there asks for a login",
      "write HTTPS_PROXY as http://user:password@host:port, with special characters of the"
          + " password percent-encoded"),
  /** A proxy that makes no tunnel to the host. */
  PROXY_REFUSAL(
      "the proxy on the way there does not let it through",
      "see that the proxy allows the host, or except the host with NO_PROXY"),
  /** A certificate that is not trusted, or no TLS at all. */
  TLS(
      "no trusted TLS connection could be made",
      "behind a proxy with its own certificate authority, give Java a trust store that holds it"
          + " (-Djavax.net.ssl.trustStore)"),
  /** No answer within the time allowed. */
  TIMED_OUT("no answer came in time", "run again when the site is well"),
  /** The connection ended early. */
  BROKEN("the connection broke before the answer was complete", "run again"),
  /** An answer without an end, or as good as that. */
  TOO_LARGE("the answer is larger than 64 MiB", "check that the URL is that of an Atlassian site"),
  /** A whole answer of a read that should be JSON and is not. */
  UNREADABLE("the answer is not JSON", "check that the URL is that of an Atlassian site");

  /** The status by which a proxy asks for a login. */
  static final int PROXY_LOGIN_WANTED = 407;

  private final String words;
  private final String hint;

  TransportFault(String words, String hint) {
    this.words = words;
    this.hint = hint;
  }

  /** What happened, as the end of a sentence about a request. */
  String words() {
    return words;
  }

  /** What to do. */
  String hint() {
    return hint;
  }

  /** Classes what the HTTP client throws; its message is not shown, since it may quote. */
  static TransportFault of(Throwable thrown) {
    if (cause(thrown, UnknownHostException.class).isPresent()) {
      return UNKNOWN_HOST;
    }
    if (cause(thrown, SocketTimeoutException.class).isPresent()) {
      return TIMED_OUT;
    }
    if (cause(thrown, ConnectException.class).isPresent()
        || cause(thrown, NoRouteToHostException.class).isPresent()) {
      return REFUSED;
    }
    if (cause(thrown, HttpConnections.TooLargeException.class).isPresent()) {
      return TOO_LARGE;
    }
    return cause(thrown, HttpConnections.TunnelRefusedException.class)
        .map(refused -> refused.loginWanted() ? PROXY_LOGIN : PROXY_REFUSAL)
        .or(() -> cause(thrown, SSLException.class).filter(tls -> !isCut(tls)).map(tls -> TLS))
        .orElse(BROKEN);
  }

  /** Whether TLS ended because the connection did. */
  private static boolean isCut(SSLException thrown) {
    return cause(thrown.getCause(), IOException.class)
        .filter(below -> !(below instanceof SSLException))
        .isPresent();
  }

  /** The same, met on the way through a proxy. */
  TransportFault byProxy() {
    return this == UNKNOWN_HOST || this == REFUSED ? PROXY_AWAY : this;
  }

  private static <T> Optional<T> cause(@Nullable Throwable thrown, Class<T> type) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
    }
    return Optional.empty();
  }
}
