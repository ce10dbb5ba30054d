package dev.rulekeeper.atlassian;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Why there is no answer to a request. */
enum Fault {
  /** The name of the host cannot be resolved. */
  UNKNOWN_HOST("its host name is not known", "check the URL of the site and the network"),
  /** Nobody listens there. */
  REFUSED("the connection was refused", "check the URL of the site and the network"),
  /** A certificate that is not trusted, or no TLS at all. */
  TLS(
      "no trusted TLS connection could be made",
      "behind a proxy with its own certificate authority, give Java a trust store that holds it"
          + " (-Djavax.net.ssl.trustStore)"),
  /** No answer within the time allowed. */
  TIMED_OUT("no answer came in time", "run again when the site is well"),
  /** The connection ended early. */
  BROKEN("the connection broke before the answer was complete", "run again"),
  /** A whole answer of a read that should be JSON and is not. */
  UNREADABLE("the answer is not JSON", "check that the URL is that of an Atlassian site");

  private final String words;
  private final String hint;

  Fault(String words, String hint) {
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

  /** Classes what the HTTP client throws; its message is not looked at, since it may quote. */
  static Fault of(Throwable thrown) {
    if (anyCause(thrown, UnresolvedAddressException.class)
        || anyCause(thrown, UnknownHostException.class)) {
      return UNKNOWN_HOST;
    }
    if (anyCause(thrown, HttpTimeoutException.class)) {
      return TIMED_OUT;
    }
    if (anyCause(thrown, ConnectException.class)) {
      return REFUSED;
    }
    boolean cut = anyCause(thrown, EOFException.class) || anyCause(thrown, SocketException.class);
    return anyCause(thrown, SSLException.class) && !cut ? TLS : BROKEN;
  }

  private static boolean anyCause(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }
}
