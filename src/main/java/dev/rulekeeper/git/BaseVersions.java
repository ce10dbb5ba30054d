package dev.rulekeeper.git;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The texts that one file has in a base and in those before it, the newest first. */
final class BaseVersions implements Iterator<byte[]> {
  private final Repository repository;
  private final String path;
  private Optional<RevCommit> base;
  private Optional<ObjectId> last = Optional.empty();
  private Optional<ObjectId> next = Optional.empty();

  BaseVersions(Repository repository, RevCommit newest, String path) {
    this.repository = repository;
    this.path = path;
    this.base = Optional.of(newest);
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && base.isPresent()) {
      Optional<ObjectId> text = base.flatMap(this::textIn);
      if (text.isPresent() && !text.equals(last)) {
        next = text;
      }
      base = base.flatMap(this::parent);
    }
    return next.isPresent();
  }

  @Override
  public byte[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    last = next;
    next = Optional.empty();
    try {
      return repository.open(last.get()).getCachedBytes(Integer.MAX_VALUE);
    } catch (IOException e) {
      throw GitFailures.of("cannot read the base", e);
    }
  }

  private Optional<ObjectId> textIn(RevCommit commit) {
    try (TreeWalk walk = TreeWalk.forPath(repository, path, commit.getTree())) {
      return walk == null ? Optional.empty() : Optional.of(walk.getObjectId(0));
    } catch (IOException e) {
      throw GitFailures.of("cannot read the base " + commit.name(), e);
    }
  }

  private Optional<RevCommit> parent(RevCommit commit) {
    try {
      return commit.getParentCount() == 0
          ? Optional.empty()
          : Optional.of(repository.parseCommit(commit.getParent(0)));
    } catch (IOException e) {
      throw GitFailures.of("cannot read the base before " + commit.name(), e);
    }
  }
}
