package dev.rulekeeper.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads files as a commit has them. */
record CommittedFiles(Repository repository) {

  /** The text of {@code path} in {@code commit}; nothing where it has no such file. */
  Optional<byte[]> read(ObjectId commit, String path) {
    try (TreeWalk walk =
        TreeWalk.forPath(repository, path, repository.parseCommit(commit).getTree())) {
      if (walk == null) {
        return Optional.empty();
      }
      return Optional.of(repository.open(walk.getObjectId(0)).getCachedBytes(Integer.MAX_VALUE));
    } catch (MissingObjectException e) {
      // A clone that leaves out blobs.
      return Optional.empty();
    } catch (IOException e) {
      throw GitFailures.of("cannot read " + path + " of " + commit.name(), e);
    }
  }
}
