package dev.rulekeeper.git;

import dev.rulekeeper.rule.Loopback;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * Answers a remote that asks who we are: {@code RULEKEEPER_GIT_USERNAME} and {@code
 * RULEKEEPER_GIT_PASSWORD}, else the user information of the URL. Only the remote's own host is
 * answered, only over https or to loopback. For where no {@code git} is installed.
 */
final class RemoteCredentials extends CredentialsProvider {
  /** Stands for the name of the user where a token is all that counts. */
  static final String ANY_USER = "git";

  private final URIish remote;
  private final Optional<String> user;
  private final Optional<String> password;
  private boolean refused;

  RemoteCredentials(URIish remote, Map<String, String> environment) {
    this.remote = remote;
    this.password =
        Optional.ofNullable(environment.get("RULEKEEPER_GIT_PASSWORD"))
            .or(() -> Optional.ofNullable(remote.getPass()));
    this.user =
        Optional.ofNullable(environment.get("RULEKEEPER_GIT_USERNAME"))
            .or(() -> Optional.ofNullable(remote.getUser()))
            .or(() -> password.isPresent() ? Optional.of(ANY_USER) : Optional.empty());
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (CredentialItem item : items) {
      if (!(item instanceof CredentialItem.Username || item instanceof CredentialItem.Password)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    if (refused || user.isEmpty() || !supports(items) || !isTrusted(uri)) {
      return false;
    }
    for (CredentialItem item : items) {
      if (item instanceof CredentialItem.Username name) {
        name.setValue(user.get());
      } else if (item instanceof CredentialItem.Password secret) {
        secret.setValueNoCopy(password.orElse("").toCharArray());
      }
    }
    return true;
  }

  /** Told after a login that failed: the same one again would only count as another attempt. */
  @Override
  public void reset(URIish uri) {
    refused = true;
  }

  private boolean isTrusted(URIish uri) {
    boolean same =
        uri.getHost() != null
            && uri.getHost().equalsIgnoreCase(remote.getHost())
            && port(uri) == port(remote);
    return same && isProtected(uri);
  }

  /** Whether nobody can listen to what is sent to {@code uri}. */
  static boolean isProtected(URIish uri) {
    boolean plain = "http".equalsIgnoreCase(uri.getScheme());
    return "https".equalsIgnoreCase(uri.getScheme())
        || (plain && uri.getHost() != null && Loopback.isHost(uri.getHost()));
  }

  private static int port(URIish uri) {
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
