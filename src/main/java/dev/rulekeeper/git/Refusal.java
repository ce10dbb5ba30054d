package dev.rulekeeper.git;

import java.util.stream.Collectors;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/** A remote's refusal, in its own words. */
final class Refusal {
  private Refusal() {}

  /**
   * {@code what} failed since the remote refused {@code update}.
   *
   * @param serverWords what hooks and the server printed, shown with {@code remote:} before each
   *     line as Git does
   */
  static GitException of(String what, RemoteRefUpdate update, String serverWords, String hint) {
    String reason = update.getMessage() == null ? "" : Words.clean(update.getMessage());
    String status = reason.isEmpty() ? update.getStatus().toString() : reason;
    String said =
        Words.clean(serverWords)
            .lines()
            .map(line -> "\nremote: " + line)
            .collect(Collectors.joining());
    return new GitException(
        GitException.Kind.REJECTED, what + ": the remote refused: " + status + said, hint);
  }
}
