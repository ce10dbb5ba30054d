package dev.rulekeeper.git;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;

/**
 * A few files under a ref of the remote, the newest by their names. The ref is one commit without a
 * parent, so what is no longer in it is no longer anywhere, and it does not grow for ever. With a
 * key of the state its message has a signature for each file.
 */
public final class RemoteRefFiles {
  private static final int ATTEMPTS = 6;
  private static final long MOST_BYTES = 32L * 1024 * 1024;

  private final Repository repository;
  private final Map<String, String> environment;
  private final String name;
  private final Optional<Remote> remote;
  private final StateSignature signature;

  /**
   * What is on the remote.
   *
   * @param files name to text, in order
   * @param unsigned the names of those that nobody with the key of the state signed, where there is
   *     one; they are not among {@code files}
   */
  public record Fetched(SortedMap<String, byte[]> files, Set<String> unsigned) {}

  RemoteRefFiles(
      Repository repository,
      Optional<Remote> remote,
      Map<String, String> environment,
      String name,
      StateSignature signature) {
    this.signature = signature;
    this.repository = repository;
    this.remote = remote;
    this.environment = environment;
    this.name = name;
  }

  /** Whether there is a remote that could have them. */
  public boolean hasRemote() {
    return remote.isPresent();
  }

  /**
   * The files on the remote; none where there is no remote.
   *
   * @throws GitException if the remote cannot be reached
   */
  public Fetched fetch() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Set<String> unsigned = new TreeSet<>();
    Optional<ObjectId> there = ref().flatMap(SharedRef::read);
    if (there.isPresent()) {
      Map<String, String> signatures = signatures(there.get());
      blobs(there.get())
          .forEach(
              (path, blob) -> {
                byte[] text = text(blob);
                Optional<String> given = Optional.ofNullable(signatures.get(path));
                if (signature.isSigned(name, path, text, given)) {
                  files.put(path, text);
                } else {
                  unsigned.add(path);
                }
              });
    }
    return new Fetched(files, unsigned);
  }

  /**
   * Adds {@code files}, in the place of those of the same names, and lets go of the oldest.
   *
   * @param most so many files stay
   * @throws GitException if there is a remote and it does not take them
   */
  public void add(Map<String, byte[]> files, int most) {
    if (ref().isEmpty() || files.isEmpty()) {
      return;
    }
    SharedRef shared = ref().get();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<ObjectId> there = shared.read();
      SortedMap<String, ObjectId> before = there.map(this::blobs).orElseGet(TreeMap::new);
      try {
        SortedMap<String, ObjectId> after = bounded(with(before, files), most);
        Map<String, String> signed = there.map(this::signatures).orElseGet(TreeMap::new);
        if (after.equals(before) && signed.keySet().containsAll(sign(files).keySet())) {
          return;
        }
        signed.putAll(sign(files));
        signed.keySet().retainAll(after.keySet());
        if (shared.swap(there, Optional.of(commit(after, signed)))) {
          return;
        }
      } catch (IOException e) {
        throw GitFailures.of("cannot write " + name, e);
      }
    }
    throw new GitException(
        GitException.Kind.MOVED, name + " is moved by other runs all the time", "run it again");
  }

  private Optional<SharedRef> ref() {
    return remote.map(reached -> new RemoteRef(repository, reached, name));
  }

  private SortedMap<String, ObjectId> blobs(ObjectId commit) {
    return new TreeMap<>(Base.of(repository, commit).blobs());
  }

  private Map<String, String> sign(Map<String, byte[]> files) {
    Map<String, String> signatures = new TreeMap<>();
    files.forEach(
        (path, text) ->
            signature.ofFile(name, path, text).ifPresent(signed -> signatures.put(path, signed)));
    return signatures;
  }

  /** The signatures in the message of {@code commit}: a line each, a name and the signature. */
  private Map<String, String> signatures(ObjectId commit) {
    Map<String, String> signatures = new TreeMap<>();
    Base.of(repository, commit)
        .message()
        .lines()
        .skip(1)
        .map(line -> line.split(" ", 2))
        .filter(words -> words.length == 2)
        .forEach(words -> signatures.put(words[0], words[1]));
    return signatures;
  }

  private byte[] text(ObjectId blob) {
    try {
      return repository.open(blob).getCachedBytes(Integer.MAX_VALUE);
    } catch (IOException e) {
      throw GitFailures.of("cannot read " + name, e);
    }
  }

  private SortedMap<String, ObjectId> with(
      SortedMap<String, ObjectId> before, Map<String, byte[]> files) throws IOException {
    SortedMap<String, ObjectId> all = new TreeMap<>(before);
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        all.put(file.getKey(), inserter.insert(Constants.OBJ_BLOB, file.getValue()));
      }
      inserter.flush();
    }
    return all;
  }

  private SortedMap<String, ObjectId> bounded(SortedMap<String, ObjectId> all, int most)
      throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    long bytes = 0;
    for (Map.Entry<String, ObjectId> file : all.entrySet()) {
      long size = repository.open(file.getValue()).getSize();
      sizes.put(file.getKey(), size);
      bytes += size;
    }
    while (all.size() > 1 && (all.size() > most || bytes > MOST_BYTES)) {
      String oldest = all.firstKey();
      bytes -= sizes.getOrDefault(oldest, 0L);
      all.remove(oldest);
    }
    return all;
  }

  private ObjectId commit(SortedMap<String, ObjectId> files, Map<String, String> signatures)
      throws IOException {
    DirCache content = DirCache.newInCore();
    DirCacheBuilder builder = content.builder();
    files.forEach(
        (path, blob) -> {
          DirCacheEntry entry = new DirCacheEntry(path);
          entry.setFileMode(FileMode.REGULAR_FILE);
          entry.setObjectId(blob);
          builder.add(entry);
        });
    builder.finish();
    CommitIdentity identity = CommitIdentity.of(repository.getConfig(), environment);
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(content.writeTree(inserter));
      commit.setAuthor(identity.author());
      commit.setCommitter(identity.committer());
      StringBuilder message = new StringBuilder("Journals of " + files.size() + " runs\n\n");
      signatures.forEach((path, signed) -> message.append(path + " " + signed + "\n"));
      commit.setMessage(message.toString().strip() + "\n");
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }
}
