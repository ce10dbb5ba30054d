package dev.rulekeeper.git;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Connection;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;

/**
 * A ref of the remote. A swap sends the expected id with the command, and the server itself
 * compares under its own lock (Git's pack protocol, "Reference Update Request"); so two runs never
 * both win. It works below JGit's porcelain: no {@code FETCH_HEAD}, no tags, no {@code pre-push}
 * hook, which is meant for branches.
 */
record RemoteRef(Repository repository, Remote remote, String name) implements SharedRef {
  @Override
  public Optional<ObjectId> read() {
    return remote.installed().map(git -> git.read(name)).orElseGet(this::embeddedRead);
  }

  private Optional<ObjectId> embeddedRead() {
    try (Transport transport = remote.open();
        FetchConnection connection = transport.openFetch(List.of(new RefSpec(name)), name)) {
      Ref ref = connection.getRef(name);
      if (ref == null || ref.getObjectId() == null) {
        return Optional.empty();
      }
      if (!repository.getObjectDatabase().has(ref.getObjectId())) {
        connection.fetch(NullProgressMonitor.INSTANCE, List.of(ref), Set.of());
      }
      return Optional.of(ref.getObjectId());
    } catch (IOException e) {
      throw RemoteFailure.of("cannot read " + name + " of " + remote.label(), e);
    }
  }

  @Override
  public boolean swap(Optional<ObjectId> expected, Optional<ObjectId> next) {
    return remote
        .installed()
        .map(git -> git.swap(name, expected, next))
        .orElseGet(() -> embeddedSwap(expected, next));
  }

  private boolean embeddedSwap(Optional<ObjectId> expected, Optional<ObjectId> next) {
    String what = "cannot move " + name + " of " + remote.label();
    try (Transport transport = remote.open()) {
      RemoteRefUpdate update =
          new RemoteRefUpdate(
              repository,
              name,
              next.orElse(ObjectId.zeroId()),
              name,
              true,
              null,
              expected.orElse(ObjectId.zeroId()));
      PushConnection connection = transport.openPush();
      try (connection) {
        if (!advertised(connection).equals(expected)) {
          return false;
        }
        connection.push(NullProgressMonitor.INSTANCE, Map.of(name, update));
      }
      return judge(what, update, connection.getMessages(), expected, transport);
    } catch (IOException e) {
      throw RemoteFailure.of(what, e);
    }
  }

  private Optional<ObjectId> advertised(Connection connection) {
    Ref ref = connection.getRef(name);
    return ref == null ? Optional.empty() : Optional.ofNullable(ref.getObjectId());
  }

  private boolean judge(
      String what,
      RemoteRefUpdate update,
      String words,
      Optional<ObjectId> expected,
      Transport transport)
      throws IOException {
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> true;
      case REJECTED_REMOTE_CHANGED -> false;
      default -> {
        // Servers word a lost race in many ways; that the ref moved is what tells it.
        try (FetchConnection now = transport.openFetch(List.of(new RefSpec(name)), name)) {
          if (!advertised(now).equals(expected)) {
            yield false;
          }
        }
        throw RemoteRefusal.of(
            what,
            update,
            words,
            "the remote must let this account create, move and delete refs below refs/rulekeeper/");
      }
    };
  }
}
