package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * Bytes that one run keeps for the next one in the Git folder of this clone; they are never pushed.
 * Where they are missing, damaged or of another version there is nothing, which costs time and
 * nothing else.
 */
public final class GitFolderFile {
  private final Path file;
  private final byte[] version;

  /**
   * The file {@code name}.
   *
   * @param version of what is kept; what is of another version is not read
   */
  GitFolderFile(Repository repository, String name, String version) {
    this.file = repository.getDirectory().toPath().resolve("rulekeeper").resolve(name);
    this.version = version.getBytes(StandardCharsets.UTF_8);
  }

  /** What was kept. */
  public Optional<byte[]> read() {
    return CacheFile.read(file, version, () -> Long.MAX_VALUE)
        .find(ObjectId.zeroId())
        .flatMap(CacheFile.Packed::content);
  }

  /** Keeps {@code content}. That it cannot be written is no reason for anything to fail. */
  public void write(byte[] content) {
    if (content.length > CacheFile.LARGEST) {
      return;
    }
    CacheFile made = CacheFile.empty(file, version);
    made.put(ObjectId.zeroId(), CacheFile.Packed.of(content));
    try {
      made.write();
    } catch (IOException e) {
      // The next run reads everything.
    }
  }
}
