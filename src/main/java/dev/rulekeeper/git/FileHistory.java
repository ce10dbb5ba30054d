package dev.rulekeeper.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What a file said in the commits that lead to HEAD. */
record FileHistory(Repository repository) {
  /** So far back is looked for a text that came under another commit. */
  private static final int MOST_COMMITS = 2000;

  /** As {@link WorkTree#versions}. */
  List<byte[]> versions(String path, Optional<String> since) {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        return List.of();
      }
      walk.markStart(walk.parseCommit(head));
      if (since.filter(ObjectId::isId).isPresent()) {
        walk.markUninteresting(walk.parseCommit(ObjectId.fromString(since.get())));
      }
      Set<ObjectId> texts = new HashSet<>();
      List<byte[]> versions = new ArrayList<>();
      RevCommit commit = walk.next();
      for (int i = 0; commit != null && i < MOST_COMMITS; i++) {
        try (TreeWalk file = TreeWalk.forPath(repository, path, commit.getTree())) {
          if (file != null && texts.add(file.getObjectId(0).copy())) {
            versions.add(repository.open(file.getObjectId(0)).getCachedBytes(Integer.MAX_VALUE));
          }
        }
        commit = walk.next();
      }
      return versions;
    } catch (MissingObjectException e) {
      // A clone that leaves out blobs, or that is cut off, does not know what it had.
      return List.of();
    } catch (IOException e) {
      throw GitFailures.of("cannot read the history of " + path, e);
    }
  }
}
