package dev.rulekeeper.git;

import dev.rulekeeper.rule.SiteName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The base of a site: a chain of commits under {@code refs/rulekeeper/<site>/synced}, in this clone
 * and on its remote. It moves by compare-and-swap, first on the remote, so a run that read an older
 * base cannot write over a newer one. The commits are not signed.
 */
public final class BaseRef {
  private final Repository repository;
  private final Map<String, String> environment;
  private final String name;
  private final SharedRef local;
  private final Optional<RemoteRef> remote;

  BaseRef(
      Repository repository,
      Optional<Remote> remote,
      Map<String, String> environment,
      SiteName site) {
    this.repository = repository;
    this.environment = environment;
    this.name = SiteRefs.name(site, "synced");
    this.local = new LocalRef(repository, name);
    this.remote = remote.map(reached -> new RemoteRef(repository, reached, name));
  }

  /** The full name of the ref. */
  public String name() {
    return name;
  }

  /** The base as this clone last saw it, without asking the remote; nothing if there is none. */
  public Optional<Base> read() {
    return local.read().map(id -> Base.of(repository, id));
  }

  /**
   * The base on the remote, which this clone then has too. Where this clone has one that was
   * written here on top of that, or the remote has none, or there is no remote: that of this clone.
   *
   * @throws GitException if the remote cannot be reached
   */
  public Optional<Base> fetch() {
    remote.flatMap(SharedRef::read).ifPresent(this::follow);
    return read();
  }

  /**
   * Writes a new base and pushes it where there is a remote. Nothing moves where no file differs
   * from {@code expected}.
   *
   * @param files all files of the base: path with {@code /}, to its text. Fan out over folders: Git
   *     stores the list of a folder anew whenever one file in it changes
   * @param expected the id of the base that was read, or nothing if there was none
   * @param madeFrom the commit of the branch, 40 hexadecimal digits, whose files Git and site agree
   *     on; a checkout without it goes on with the base before
   * @return the id of the base now
   * @throws GitException of kind MOVED if the base is not {@code expected} any more, here or on the
   *     remote; of kind REJECTED if the remote does not let it be pushed
   */
  public String write(
      Map<String, byte[]> files,
      Optional<String> expected,
      String message,
      Optional<String> madeFrom) {
    return write(files, expected, BaseHistory.message(message, madeFrom), true);
  }

  /**
   * As {@link #write}, in this clone only: for a base that goes with commits which are not pushed.
   * On the remote it would be ahead of the branch, and a run there would take the older files for
   * an edit.
   */
  public String writeHere(
      Map<String, byte[]> files,
      Optional<String> expected,
      String message,
      Optional<String> madeFrom) {
    return write(files, expected, BaseHistory.message(message, madeFrom), false);
  }

  private String write(
      Map<String, byte[]> files, Optional<String> expected, String message, boolean shared) {
    files.keySet().forEach(Paths::checked);
    Optional<ObjectId> old = expected.map(ObjectId::fromString);
    Optional<ObjectId> here = local.read();
    if (!here.equals(old)) {
      throw moved();
    }
    try {
      ObjectId tree = tree(files, old);
      if (old.isPresent() && isSame(repository.parseCommit(old.get()), tree)) {
        // A remote that was added later has none yet, although nothing changed here; or this one
        // was
        // written here only.
        if (shared && remote.isPresent() && !remote.get().read().equals(old)) {
          push(old, old.get());
        }
        return old.get().name();
      }
      ObjectId commit = commit(tree, old, message);
      if (shared) {
        push(old, commit);
      }
      if (!local.swap(here, Optional.of(commit))) {
        throw moved();
      }
      return commit.name();
    } catch (IOException e) {
      throw Failure.of("cannot write the base " + name, e);
    }
  }

  /** Also for this checkout, which else could never use the base that it agrees with. */
  private boolean isSame(RevCommit old, ObjectId tree) throws IOException {
    return old.getTree().equals(tree) && new BaseHistory(repository).fits(old);
  }

  private void push(Optional<ObjectId> old, ObjectId commit) {
    if (remote.isEmpty() || remote.get().swap(old, Optional.of(commit))) {
      return;
    }
    // A remote that was added later, or emptied, has no base yet; or it has one that ours is built
    // on, as after an export that was not pushed.
    Optional<ObjectId> there = remote.get().read();
    boolean behind = old.isPresent() && there.map(id -> isBefore(id, old.get())).orElse(true);
    if (!behind || !remote.get().swap(there, Optional.of(commit))) {
      throw moved();
    }
  }

  /** Lets the ref of this clone follow the remote's, unless it goes on from there. */
  private void follow(ObjectId there) {
    Optional<ObjectId> here = local.read();
    boolean ahead = here.isPresent() && isBefore(there, here.get());
    if (!ahead && !local.swap(here, Optional.of(there))) {
      throw moved();
    }
  }

  /** Whether {@code base} is {@code later} or one of the bases before it. */
  private boolean isBefore(ObjectId base, ObjectId later) {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.isMergedInto(walk.parseCommit(base), walk.parseCommit(later));
    } catch (IOException e) {
      throw Failure.of("cannot read the base " + name, e);
    }
  }

  private GitException moved() {
    return new GitException(
        GitException.Kind.MOVED,
        "the base " + name + " was moved by another run",
        "run the same command again: it starts from the new base");
  }

  private ObjectId tree(Map<String, byte[]> files, Optional<ObjectId> old) throws IOException {
    Map<String, ObjectId> known =
        old.isPresent() ? Base.of(repository, old.get()).blobs() : Map.of();
    DirCache content = DirCache.newInCore();
    DirCacheBuilder builder = content.builder();
    List<byte[]> changed = new ArrayList<>();
    try (ObjectInserter.Formatter hash = new ObjectInserter.Formatter()) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        ObjectId blob = hash.idFor(Constants.OBJ_BLOB, file.getValue());
        if (!blob.equals(known.get(file.getKey()))) {
          changed.add(file.getValue());
        }
        DirCacheEntry entry = new DirCacheEntry(file.getKey());
        entry.setFileMode(FileMode.REGULAR_FILE);
        entry.setObjectId(blob);
        builder.add(entry);
      }
    }
    builder.finish();
    try (ObjectInserter inserter = Inserters.forMany(repository, changed.size())) {
      for (byte[] text : changed) {
        inserter.insert(Constants.OBJ_BLOB, text);
      }
      ObjectId tree = content.writeTree(inserter);
      inserter.flush();
      return tree;
    }
  }

  private ObjectId commit(ObjectId tree, Optional<ObjectId> parent, String message)
      throws IOException {
    Identity identity = Identity.of(repository.getConfig(), environment);
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    parent.ifPresent(commit::setParentId);
    commit.setAuthor(identity.author());
    commit.setCommitter(identity.committer());
    commit.setMessage(message);
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }
}
