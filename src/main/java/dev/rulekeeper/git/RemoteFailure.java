package dev.rulekeeper.git;

import dev.rulekeeper.rule.ForeignText;
import java.util.Optional;

/** Says why a remote could not be reached, and what to do about it. */
final class RemoteFailure {
  private RemoteFailure() {}

  /** {@code what}, such as "cannot push to origin", failed because of {@code cause}. */
  static GitException of(String what, Exception cause) {
    if (cause instanceof GitException already) {
      return already;
    }
    return of(what, GitFailures.words(cause));
  }

  /** As above, where this is all that is known of the cause. */
  static GitException of(String what, ForeignText words) {
    return new GitException(GitException.Kind.FAILED, what, Optional.of(words), hint(words));
  }

  /** Whole phrases: the host of the remote may be called a proxy, too. */
  private static boolean isOfProxy(ForeignText words) {
    return words.mentions(
        "from proxy",
        "resolve proxy",
        "through proxy",
        "connect tunnel failed",
        "proxy connect aborted",
        "407 proxy authentication required",
        "proxy returns",
        "proxy syntax",
        "proxy url");
  }

  /** With the words around the status: ports and fingerprints have such digits as well. */
  private static boolean isRefusal(ForeignText words) {
    return words.mentions("error: 401", "error: 403", "401 unauthorized", "403 forbidden");
  }

  private static String hint(ForeignText words) {
    if (isOfProxy(words)) {
      return "see that the proxy lets you through: write HTTPS_PROXY as"
          + " http://user:password@host:port, with special characters of the password"
          + " percent-encoded; NO_PROXY names the hosts that are reached without it";
    }
    if (words.mentions("pkix", "certificate", "secure connection", "ssl")) {
      return "a private authority's certificate goes into a PEM file that GIT_SSL_CAINFO or"
          + " http.sslCAInfo names";
    }
    if (words.mentions("server key", "host key", "known_hosts", "knownhosts")) {
      return "compare the server's key with the one its owner publishes and add it to"
          + " ~/.ssh/known_hosts";
    }
    if (words.mentions("auth", "log in", "credentials", "could not read", "permi")
        || isRefusal(words)) {
      return "see that git fetch works from here without asking for anything: log in with a"
          + " credential helper (such as gh auth setup-git), a key in ~/.ssh or an SSH"
          + " agent, or set RULEKEEPER_GIT_USERNAME and RULEKEEPER_GIT_PASSWORD for https;"
          + " and see that the account may push";
    }
    if (words.mentions("not found", "no remote repository", "not appear to be a git")) {
      return "see that the URL is right (git remote -v) and that the account may read it";
    }
    return "see that git fetch works from here, then run the same command again";
  }
}
