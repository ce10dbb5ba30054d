package dev.rulekeeper.git;

import java.net.URISyntaxException;
import java.util.Locale;
import org.eclipse.jgit.transport.URIish;

/** The URL in {@code http.<url>.*} of Git's configuration, without wildcards. */
final class HttpConfigScope {
  private HttpConfigScope() {}

  /** Whether {@code scope} has the scheme, host and port of {@code remote} and begins its path. */
  static boolean covers(String scope, URIish remote) {
    try {
      URIish prefix = new URIish(scope);
      return same(prefix.getScheme(), remote.getScheme())
          && same(prefix.getHost(), remote.getHost())
          && prefix.getPort() == remote.getPort()
          && under(prefix.getPath(), remote.getPath());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean same(
      @org.jspecify.annotations.Nullable String one,
      @org.jspecify.annotations.Nullable String other) {
    return one != null
        && other != null
        && one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }

  private static boolean under(String prefix, String path) {
    String folder = prefix.endsWith("/") ? prefix : prefix + "/";
    return path.equals(prefix) || path.startsWith(folder);
  }
}
