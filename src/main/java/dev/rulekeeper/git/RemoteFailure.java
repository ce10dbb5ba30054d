package dev.rulekeeper.git;

import java.util.Locale;

/** Says why a remote could not be reached, and what to do about it. */
final class RemoteFailure {
  private RemoteFailure() {}

  /** {@code what}, such as "cannot push to origin", failed because of {@code cause}. */
  static GitException of(String what, Exception cause) {
    if (cause instanceof GitException already) {
      return already;
    }
    String words = Failure.words(cause);
    return new GitException(what + ": " + words, hint(words.toLowerCase(Locale.ROOT)));
  }

  private static String hint(String words) {
    if (contains(words, "pkix", "certificate", "secure connection", "ssl")) {
      return "a private authority's certificate goes into a PEM file that GIT_SSL_CAINFO or"
          + " http.sslCAInfo names";
    }
    if (contains(words, "server key", "host key", "known_hosts", "knownhosts")) {
      return "compare the server's key with the one its owner publishes and add it to"
          + " ~/.ssh/known_hosts";
    }
    if (contains(words, "auth", "log in", "credentials", "401", "403", "not permitted")) {
      return "set RULEKEEPER_GIT_USERNAME and RULEKEEPER_GIT_PASSWORD for https (Git's credential"
          + " helpers are not asked), or a key file without passphrase in ~/.ssh for SSH (or"
          + " GIT_SSH=ssh for an agent), and see that the account may push";
    }
    if (contains(words, "not found", "no remote repository", "not appear to be a git")) {
      return "see that the URL is right (git remote -v) and that the account may read it";
    }
    return "see that git fetch works from here, then run the same command again";
  }

  private static boolean contains(String words, String... parts) {
    for (String part : parts) {
      if (words.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
