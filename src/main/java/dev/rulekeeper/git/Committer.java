package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  Optional<String> commit(
      Map<String, Optional<byte[]>> files, String message, Optional<String> branch) {
    files.keySet().forEach(Paths::checked);
    try (WriteSection section = WriteSection.enter(repository)) {
      refuseInTheMiddleOfSomething();
      Optional<String> goal = branch.map(Branches::ref).filter(ref -> !isCurrent(ref));
      boolean isNew = goal.isPresent() && !branches.existsOrFollows(goal.get(), remote);
      if (isNew) {
        branches.refuseConflicting(goal.get());
      }
      if (goal.isPresent() && !isNew) {
        branches.checkout(goal.get(), files.keySet());
      }
      String ref = isNew ? goal.get() : Constants.HEAD;
      Optional<ObjectId> parent = branches.commit(Constants.HEAD);
      PathCommit content = PathCommit.prepare(repository, parent, files);
      boolean differs = !content.changesNothing(repository, parent);
      // Before any file is touched, since a signature can fail.
      Optional<ObjectId> commit =
          differs ? Optional.of(insert(content.tree(), parent, message)) : Optional.empty();
      new AtomicFiles(root()).write(files);
      section.step();
      content.stage(repository, files.keySet());
      if (commit.isEmpty()) {
        return Optional.empty();
      }
      move(ref, isNew ? Optional.empty() : parent, commit.get(), message);
      if (isNew) {
        branches.point(ref);
      }
      return commit.map(ObjectId::name);
    } catch (IOException e) {
      throw Failure.of("cannot commit to " + root(), e);
    }
  }

  /** See {@link WorkTree#write}. */
  void write(Map<String, Optional<byte[]>> files) {
    files.keySet().forEach(Paths::checked);
    WriteSection section = WriteSection.enter(repository);
    try {
      new AtomicFiles(root()).write(files);
    } finally {
      section.close();
    }
  }

  /** See {@link WorkTree#switchTo}. */
  boolean switchTo(String branch) {
    String ref = Branches.ref(branch);
    WriteSection section = WriteSection.enter(repository);
    try {
      refuseInTheMiddleOfSomething();
      if (isCurrent(ref)) {
        return true;
      }
      boolean exists = branches.existsOrFollows(ref, remote);
      if (exists) {
        branches.checkout(ref, Set.of());
      }
      return exists;
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
    Identity identity = Identity.of(repository.getConfig(), environment);
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
