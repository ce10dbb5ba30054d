package dev.rulekeeper.git;

import dev.rulekeeper.rule.ForeignText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Pushes a branch to the branch of the same name. A {@code pre-push} hook runs, as it is policy.
 */
final class BranchPush {
  private final Repository repository;
  private final Remote remote;

  BranchPush(Repository repository, Remote remote) {
    this.repository = repository;
    this.remote = remote;
  }

  /** Pushes {@code ref}, {@code refs/heads/…}, never by force. */
  void push(String ref) {
    Optional<InstalledTransport> installed = remote.installed();
    if (installed.isPresent()) {
      if (!exists(ref)) {
        throw absent("cannot push " + Repository.shortenRefName(ref) + " to " + remote.label());
      }
      installed.get().push(ref);
      return;
    }
    String name = Repository.shortenRefName(ref);
    String what = "cannot push " + name + " to " + remote.label();
    ByteArrayOutputStream hook = new ByteArrayOutputStream();
    try (Transport transport = remote.open();
        PrintStream hookStream = new PrintStream(hook, true, StandardCharsets.UTF_8)) {
      Ref local = repository.exactRef(ref);
      if (local == null) {
        throw absent(what);
      }
      transport.setHookOutputStream(hookStream);
      transport.setHookErrorStream(hookStream);
      RemoteRefUpdate update =
          new RemoteRefUpdate(
              repository,
              ref,
              local.getObjectId(),
              ref,
              false,
              remote.trackingRef(ref).orElse(null),
              null);
      PushResult result = transport.push(NullProgressMonitor.INSTANCE, List.of(update));
      judge(what, name, result.getRemoteUpdate(ref), result.getMessages());
    } catch (IOException e) {
      GitException failure = RemoteFailure.of(what, e);
      ForeignText said = ForeignText.of(hook.toString(StandardCharsets.UTF_8));
      throw said.isBlank()
          ? failure
          : failure.followedBy(
              said.prefixed("pre-push: "), "see what the pre-push hook of this clone asks for");
    }
  }

  private boolean exists(String ref) {
    return new LocalRef(repository, ref).read().isPresent();
  }

  private static GitException absent(String what) {
    return new GitException(what + ": there is no such branch", "commit to it first");
  }

  private void judge(
      String what, String branch, @Nullable RemoteRefUpdate update, String serverWords) {
    if (update == null) {
      throw new GitException(what + ": the remote did not answer", "run the same command again");
    }
    switch (update.getStatus()) {
      case OK, UP_TO_DATE -> {}
      case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> throw behind(what);
      default -> throw RemoteRefusal.of(what, update, serverWords, elsewhere(branch));
    }
  }

  /** The branch of the remote moved. */
  static GitException behind(String what) {
    return new GitException(
        GitException.Kind.MOVED,
        what + ": the remote branch has commits that this clone has not",
        "run git pull --rebase, or git fetch and merge, then run the same command again");
  }

  /** What to do where the remote does not take {@code branch}. */
  static String elsewhere(String branch) {
    return "the commit stays in this clone; settle it with the remote, or push to another branch"
        + " than "
        + branch
        + " with --branch NAME and open a pull request";
  }
}
