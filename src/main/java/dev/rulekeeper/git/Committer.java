package dev.rulekeeper.git;

import dev.rulekeeper.file.FileChanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;

/**
 * Writes files and commits exactly them. The order makes a killed run harmless: objects, files,
 * index, ref. Until the ref moves the files are at worst staged, and the same call completes it.
 */
final class Committer {
  private final Repository repository;
  private final Branches branches;
  private final Optional<Remote> remote;
  private final Map<String, String> environment;

  Committer(
      Repository repository,
      Branches branches,
      Optional<Remote> remote,
      Map<String, String> environment) {
    this.repository = repository;
    this.branches = branches;
    this.remote = remote;
    this.environment = environment;
  }

  /** See {@link WorkTree#commit}. */
  Optional<String> commit(FileChanges files, String message, Optional<String> branch) {
    files.paths().forEach(WorkTreePaths::checked);
    new Filters(repository).refuse(files.paths());
    try (RepositoryWriteLock section = RepositoryWriteLock.enter(repository)) {
      refuseInTheMiddleOfSomething();
      Optional<String> elsewhere = branch.map(Branches::ref).filter(ref -> !isCurrent(ref));
      if (elsewhere.isPresent()) {
        return commitTo(elsewhere.get(), files, message);
      }
      Optional<ObjectId> parent = branches.commit(Constants.HEAD);
      PathCommit content = PathCommit.prepare(repository, parent, files);
      boolean differs = !content.changesNothing(repository, parent);
      CommitHooks hooks = new CommitHooks(repository, environment);
      String text = differs ? hooks.message(message) : message;
      // Before any file is touched, since a signature can fail.
      Optional<ObjectId> commit =
          differs ? Optional.of(insert(content.tree(), parent, text)) : Optional.empty();
      new AtomicFiles(root()).write(files);
      section.step();
      content.stage(repository, files.paths());
      if (differs) {
        hooks.beforeCommit(content.tree());
      }
      if (commit.isEmpty()) {
        return Optional.empty();
      }
      move(Constants.HEAD, parent, commit.get(), message);
      return commit.map(ObjectId::name);
    } catch (IOException e) {
      throw GitFailures.of("cannot commit to " + root(), e);
    }
  }

  /** Commits to a branch that is not checked out: neither the index nor any file is touched. */
  private Optional<String> commitTo(String ref, FileChanges files, String message)
      throws IOException {
    Optional<ObjectId> here = branches.commit(ref);
    if (here.isEmpty()) {
      branches.refuseConflicting(ref);
    }
    Optional<ObjectId> parent = branches.tip(ref, remote);
    PathCommit content = PathCommit.prepare(repository, parent, files);
    if (content.changesNothing(repository, parent)) {
      return Optional.empty();
    }
    String text = new CommitHooks(repository, environment).message(message);
    ObjectId commit = insert(content.tree(), parent, text);
    move(ref, here, commit, text);
    return Optional.of(commit.name());
  }

  /** See {@link WorkTree#write}. */
  void write(FileChanges files) {
    files.paths().forEach(WorkTreePaths::checked);
    RepositoryWriteLock section = RepositoryWriteLock.enter(repository);
    try {
      new AtomicFiles(root()).write(files);
    } finally {
      section.close();
    }
  }

  private Path root() {
    return repository.getWorkTree().toPath();
  }

  private boolean isCurrent(String ref) {
    return branches.current().equals(Optional.of(ref));
  }

  private void refuseInTheMiddleOfSomething() {
    RepositoryState state = repository.getRepositoryState();
    if (state != RepositoryState.SAFE && state != RepositoryState.BISECTING) {
      throw new GitException(
          "cannot commit to " + root() + " now: " + state.getDescription(),
          "finish or abort it first, see git status");
    }
  }

  private ObjectId insert(ObjectId tree, Optional<ObjectId> parent, String message)
      throws IOException {
    CommitIdentity identity = CommitIdentity.of(repository.getConfig(), environment);
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    parent.ifPresent(commit::setParentId);
    commit.setAuthor(identity.author());
    commit.setCommitter(identity.committer());
    commit.setEncoding(StandardCharsets.UTF_8);
    commit.setMessage(message.endsWith("\n") ? message : message + "\n");
    Signing.apply(repository, commit, identity.committer());
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  private void move(String ref, Optional<ObjectId> expected, ObjectId commit, String message)
      throws IOException {
    RefUpdate update = repository.updateRef(ref);
    update.setExpectedOldObjectId(expected.orElse(ObjectId.zeroId()));
    update.setNewObjectId(commit);
    String subject = message.lines().findFirst().orElse("");
    update.setRefLogMessage(
        (expected.isEmpty() ? "commit (initial): " : "commit: ") + subject, false);
    RefUpdate.Result result = update.update();
    switch (result) {
      case NEW, FAST_FORWARD, FORCED -> {}
      case LOCK_FAILURE ->
          throw new GitException(
              GitException.Kind.MOVED,
              "somebody else committed to " + root() + " meanwhile; the files are staged",
              "look at git status and run the same command again");
      default ->
          throw new GitException(
              "cannot move " + Repository.shortenRefName(update.getName()) + ": " + result,
              "see that Git itself can commit there");
    }
  }
}
