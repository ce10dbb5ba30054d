package dev.rulekeeper.git;

import dev.rulekeeper.rule.ForeignText;
import java.util.Optional;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/** A remote's refusal, in its own words. */
final class RemoteRefusal {
  private RemoteRefusal() {}

  /**
   * {@code what} failed since the remote refused {@code update}.
   *
   * @param serverWords what hooks and the server printed, shown with {@code remote:} before each
   *     line as Git does
   */
  static GitException of(String what, RemoteRefUpdate update, String serverWords, String hint) {
    String reason = update.getMessage() == null ? "" : update.getMessage();
    return of(what, reason.isBlank() ? update.getStatus().toString() : reason, serverWords, hint);
  }

  /** As above, where the remote gave {@code reason}. */
  static GitException of(String what, String reason, String serverWords, String hint) {
    ForeignText status = ForeignText.line(reason);
    return new GitException(
        GitException.Kind.REJECTED,
        what + ": the remote refused",
        Optional.of(status.followedBy(ForeignText.of(serverWords).prefixed("remote: "))),
        hint);
  }
}
