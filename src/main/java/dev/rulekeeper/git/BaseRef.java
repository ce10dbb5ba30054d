package dev.rulekeeper.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * The base of a site: a chain of commits under {@code refs/rulekeeper/<site>/synced}, in this clone
 * and on its remote. It moves by compare-and-swap, first on the remote, so a run that read an older
 * base cannot write over a newer one. With a key of the state each is signed by it, and nothing
 * else is read.
 */
public final class BaseRef {
  private final Repository repository;
  private final Map<String, String> environment;
  private final String name;
  private final StateSignature signature;
  private final SharedRef local;
  private final Optional<RemoteRef> remote;

  BaseRef(
      Repository repository,
      Optional<Remote> remote,
      Map<String, String> environment,
      String name,
      StateSignature signature) {
    this.repository = repository;
    this.environment = environment;
    this.name = name;
    this.signature = signature;
    this.local = new LocalRef(repository, name);
    this.remote = remote.map(reached -> new RemoteRef(repository, reached, name));
  }

  /** The full name of the ref. */
  public String name() {
    return name;
  }

  /**
   * The base as this clone last saw it, without asking the remote; nothing if there is none.
   *
   * @throws GitException if it has no signature of the key of the state, although one before it had
   */
  public Optional<Base> read() {
    return local
        .read()
        .map(this::believed)
        .map(id -> Base.of(repository, id).vouched(isVouched(id)));
  }

  private boolean isVouched(ObjectId id) {
    try {
      return signature.believes(name, repository.parseCommit(id));
    } catch (IOException e) {
      throw GitFailures.of("cannot read the base " + id.name(), e);
    }
  }

  /** What was never signed is from before the key; what was signed once stays so. */
  private ObjectId believed(ObjectId id) {
    if (isVouched(id) || !wasEverSigned(id)) {
      return id;
    }
    throw new GitException(
        "the base " + name + " was not signed with this RULEKEEPER_STATE_KEY",
        "whoever may push could have written it; if it is from a run without the key, or with"
            + " another one, and you trust it, run sync or export once with"
            + " RULEKEEPER_TRUSTED_BASE="
            + id.name());
  }

  private boolean wasEverSigned(ObjectId id) {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(id));
      for (RevCommit commit : walk) {
        if (StateSignature.hasSignature(commit)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw GitFailures.of("cannot read the base " + id.name(), e);
    }
  }

  /**
   * The base on the remote, which this clone then has too. Where this clone has one that was
   * written here on top of that, or the remote has none, or there is no remote: that of this clone.
   *
   * @throws GitException if the remote cannot be reached, or its base has no signature of the key
   *     of the state, although one before it had
   */
  public Optional<Base> fetch() {
    remote.flatMap(SharedRef::read).map(this::believed).ifPresent(this::follow);
    return read();
  }

  /**
   * Writes a new base and pushes it where there is a remote. Nothing moves where no file differs
   * from {@code expected}.
   *
   * @param files the files that are new or other than in {@code expected}: path with {@code /}, to
   *     what gives its text, on any thread; all others stay. Fan out over folders: Git stores the
   *     list of a folder anew whenever one file in it changes
   * @param expected the id of the base that was read, or nothing if there was none
   * @param named a commit, 40 hexadecimal digits, that the files name; where the remote may not
   *     have it yet, it goes there with the base, so that no clone hears of a commit that it cannot
   *     get
   * @return the id of the base now
   * @throws GitException of kind MOVED if the base is not {@code expected} any more, here or on the
   *     remote; of kind REJECTED if the remote does not let it be pushed
   */
  public String write(
      Map<String, Supplier<byte[]>> files,
      Optional<String> expected,
      String message,
      Optional<String> named) {
    return write(files, expected, message, named.map(ObjectId::fromString), true);
  }

  /** As {@link #write}, in this clone only: for a base of commits that are not pushed. */
  public String writeHere(
      Map<String, Supplier<byte[]>> files, Optional<String> expected, String message) {
    return write(files, expected, message, Optional.empty(), false);
  }

  private String write(
      Map<String, Supplier<byte[]>> files,
      Optional<String> expected,
      String message,
      Optional<ObjectId> named,
      boolean shared) {
    files.keySet().forEach(WorkTreePaths::checked);
    Optional<ObjectId> old = expected.map(ObjectId::fromString);
    Optional<ObjectId> here = local.read();
    if (!here.equals(old)) {
      throw moved();
    }
    try {
      ObjectId tree = tree(files, old);
      if (old.isPresent() && isSigned(old.get(), tree)) {
        // A remote that was added later has none yet, although nothing changed here; or this one
        // was written here only.
        if (shared && remote.isPresent() && !remote.get().read().equals(old)) {
          push(old, old.get());
        }
        return old.get().name();
      }
      ObjectId commit = commit(tree, parents(old, named), message);
      if (shared) {
        push(old, commit);
      }
      if (!local.swap(here, Optional.of(commit))) {
        throw moved();
      }
      return commit.name();
    } catch (IOException e) {
      throw GitFailures.of("cannot write the base " + name, e);
    }
  }

  /** Whether {@code base} holds {@code tree} already and needs no signature. */
  private boolean isSigned(ObjectId base, ObjectId tree) throws IOException {
    RevCommit commit = repository.parseCommit(base);
    return commit.getTree().equals(tree) && signature.isSigned(name, commit);
  }

  /** The base before, always first; then the commit that has to go along, if any. */
  private List<ObjectId> parents(Optional<ObjectId> old, Optional<ObjectId> named)
      throws IOException {
    List<ObjectId> parents = new ArrayList<>(old.stream().toList());
    if (named.isPresent() && remote.isPresent() && !isShared(named.get())) {
      if (parents.isEmpty()) {
        parents.add(commit(tree(Map.of(), old), List.of(), "Begin"));
      }
      parents.add(named.get());
    }
    return parents;
  }

  /** Whether the remote had {@code commit} when it was last fetched; a shallow clone is of it. */
  private boolean isShared(ObjectId commit) throws IOException {
    if (!repository.getObjectDatabase().getShallowCommits().isEmpty()) {
      return true;
    }
    Branches branches = new Branches(repository);
    return repository.getRefDatabase().getRefsByPrefix(Constants.R_REMOTES).stream()
        .map(Ref::getObjectId)
        .anyMatch(there -> there != null && branches.isWithin(commit, there));
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
    boolean behind = here.isEmpty() || isBefore(here.get(), there);
    ObjectId goal = behind || ahead ? there : replayed(believed(here.get()), there);
    if (!ahead && !local.swap(here, Optional.of(goal))) {
      throw moved();
    }
  }

  /**
   * What was written in this clone alone, again on top of the remote's: there it is what happened
   * before, so where both wrote a file the remote's text is the newest one again.
   */
  private ObjectId replayed(ObjectId here, ObjectId there) {
    try {
      Map<String, ObjectId> both = Base.of(repository, fork(here, there)).blobs();
      Map<String, ObjectId> remotes = Base.of(repository, there).blobs();
      Map<String, Supplier<byte[]>> ours = new TreeMap<>();
      Map<String, Supplier<byte[]>> theirs = new TreeMap<>();
      for (Map.Entry<String, ObjectId> file : Base.of(repository, here).blobs().entrySet()) {
        ObjectId blob = remotes.get(file.getKey());
        if (!file.getValue().equals(both.get(file.getKey())) && !file.getValue().equals(blob)) {
          ours.put(file.getKey(), content(file.getValue()));
          if (blob != null && !blob.equals(both.get(file.getKey()))) {
            theirs.put(file.getKey(), content(blob));
          }
        }
      }
      if (ours.isEmpty()) {
        return there;
      }
      Optional<ObjectId> old = Optional.of(there);
      ObjectId next = commit(tree(ours, old), List.of(there), "What only this clone had");
      return theirs.isEmpty()
          ? next
          : commit(tree(theirs, Optional.of(next)), List.of(next), "What the remote has");
    } catch (IOException e) {
      throw GitFailures.of("cannot write the base " + name, e);
    }
  }

  private Supplier<byte[]> content(ObjectId blob) {
    return () -> {
      try {
        return repository.open(blob).getCachedBytes(Integer.MAX_VALUE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** The newest base that both are built on; the remote's own where they have nothing in common. */
  private ObjectId fork(ObjectId here, ObjectId there) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(here));
      walk.markStart(walk.parseCommit(there));
      return Optional.<ObjectId>ofNullable(walk.next()).orElse(there);
    }
  }

  /** Whether {@code base} is {@code later} or one of the bases before it. */
  private boolean isBefore(ObjectId base, ObjectId later) {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.isMergedInto(walk.parseCommit(base), walk.parseCommit(later));
    } catch (IOException e) {
      throw GitFailures.of("cannot read the base " + name, e);
    }
  }

  private GitException moved() {
    return new GitException(
        GitException.Kind.MOVED,
        "the base " + name + " was moved by another run",
        "run the same command again: it starts from the new base");
  }

  private ObjectId tree(Map<String, Supplier<byte[]>> files, Optional<ObjectId> old)
      throws IOException {
    if (files.isEmpty() && old.isPresent()) {
      return repository.parseCommit(old.get()).getTree();
    }
    Map<String, ObjectId> known =
        old.isPresent() ? Base.of(repository, old.get()).blobs() : Map.of();
    SortedMap<String, ObjectId> all = new TreeMap<>(known);
    DirCache content = DirCache.newInCore();
    DirCacheBuilder builder = content.builder();
    all.putAll(new BlobInsertion(repository).insert(files));
    try (ObjectInserter inserter = ObjectInserters.forMany(repository, files.size())) {
      all.forEach(
          (path, blob) -> {
            DirCacheEntry entry = new DirCacheEntry(path);
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(blob);
            builder.add(entry);
          });
      builder.finish();
      ObjectId tree = content.writeTree(inserter);
      inserter.flush();
      return tree;
    }
  }

  private ObjectId commit(ObjectId tree, List<ObjectId> parents, String message)
      throws IOException {
    CommitIdentity identity = CommitIdentity.of(repository.getConfig(), environment);
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setParentIds(parents);
    commit.setAuthor(identity.author());
    commit.setCommitter(identity.committer());
    commit.setMessage(signature.signed(message, name, tree, parents));
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }
}
