package dev.rulekeeper.git;

import dev.rulekeeper.file.FileContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;

/**
 * Contents of very many files on their way to the commit that will have them: they are stored when
 * they are made, so that no run holds all of them in memory, nor compresses any of them twice. None
 * lasts before one of them is asked for or committed: closed before that, the object database is as
 * it was. For any number of threads.
 */
public final class EarlyContents implements AutoCloseable {
  private final Repository repository;
  private final AtomicInteger few = new AtomicInteger(ObjectInserters.MANY);
  private final List<ObjectInserter> packs = new ArrayList<>();
  private final Deque<ObjectInserter> idle = new ArrayDeque<>();

  EarlyContents(Repository repository) {
    this.repository = repository;
  }

  /**
   * Stores {@code content}, in which no secret may be; a few need no pack and stay in memory.
   *
   * @return the same, read again whenever somebody asks for it
   */
  public FileContent store(FileContent content) {
    if (few.getAndDecrement() > 0) {
      return content;
    }
    ObjectInserter pack = taken();
    try {
      return new Stored(this, pack.insert(Constants.OBJ_BLOB, content.bytes()));
    } catch (IOException e) {
      throw GitFailures.of("cannot store a file in " + repository.getDirectory(), e);
    } finally {
      back(pack);
    }
  }

  /** An inserter is for one thread at a time. */
  private synchronized ObjectInserter taken() {
    if (idle.isEmpty()) {
      ObjectInserter pack = ObjectInserters.forMany(repository, Integer.MAX_VALUE);
      packs.add(pack);
      return pack;
    }
    return idle.pop();
  }

  private synchronized void back(ObjectInserter pack) {
    idle.push(pack);
  }

  private synchronized void keep() {
    try {
      for (ObjectInserter pack : packs) {
        pack.flush();
      }
    } catch (IOException e) {
      throw GitFailures.of("cannot store files in " + repository.getDirectory(), e);
    }
  }

  /** Drops what was not kept. */
  @Override
  public synchronized void close() {
    packs.forEach(ObjectInserter::close);
    packs.clear();
    idle.clear();
  }

  /** A content that was stored. */
  static final class Stored implements FileContent {
    private final EarlyContents contents;
    private final ObjectId blob;

    private Stored(EarlyContents contents, ObjectId blob) {
      this.contents = contents;
      this.blob = blob;
    }

    /** Whether it was stored in {@code repository}. */
    boolean isIn(Repository repository) {
      return contents.repository == repository;
    }

    /** Its name, which lasts from now on. */
    ObjectId blob() {
      contents.keep();
      return blob;
    }

    @Override
    public byte[] bytes() {
      contents.keep();
      try {
        return contents.repository.open(blob).getCachedBytes(Integer.MAX_VALUE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
