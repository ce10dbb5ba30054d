package dev.rulekeeper.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobCacheTest {
  @TempDir private Path folder;
  private WorkTree workTree;

  @BeforeEach
  void a_repository_with_two_files() {
    WorkTree.init(folder).close();
    workTree = WorkTree.open(folder, Map.of("HOME", folder.toString()));
    workTree.commit(
        RealGit.files("a.yaml", "a: 1\n", "b.yaml", "b: 2\n"), "files", Optional.empty());
  }

  @AfterEach
  void close() {
    workTree.close();
  }

  @Test
  void what_was_made_of_a_committed_file_is_there_in_the_next_run() {
    keep("1", "a: 1\n", "made of a");
    assertThat(kept("1", "a: 1\n")).contains("made of a");
    assertThat(kept("1", "b: 2\n")).isEmpty();
  }

  @Test
  void nothing_is_kept_of_a_file_that_git_does_not_have() throws IOException {
    keep("1", "token: EXAMPLE-typed-in-by-hand\n", "made of it");
    assertThat(kept("1", "token: EXAMPLE-typed-in-by-hand\n")).isEmpty();
    assertThat(cacheFiles()).isEmpty();
  }

  @Test
  void what_another_version_made_is_not_taken() {
    keep("1", "a: 1\n", "made of a");
    assertThat(kept("2", "a: 1\n")).isEmpty();
    keep("2", "a: 1\n", "made otherwise");
    assertThat(kept("2", "a: 1\n")).contains("made otherwise");
  }

  @Test
  void a_damaged_cache_knows_nothing_and_says_nothing() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      keep("1", "a: 1\n", "made of a");
      Path file = cacheFiles().get(0);
      byte[] bytes = Files.readAllBytes(file);
      if (random.nextBoolean()) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      } else {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      Files.write(file, bytes);
      assertThat(kept("1", "a: 1\n")).isEmpty();
    }
  }

  @Test
  void a_cache_that_cannot_be_written_stops_nothing() throws IOException {
    Files.createDirectories(folder.resolve(".git/rulekeeper"));
    Files.writeString(folder.resolve(".git/rulekeeper/trees"), "no folder");
    keep("1", "a: 1\n", "made of a");
    assertThat(kept("1", "a: 1\n")).isEmpty();
  }

  @Test
  void more_than_is_held_in_memory_is_read_where_it_lies() {
    String long1 = random(CacheFile.LARGEST / 4, 1);
    String long2 = random(CacheFile.LARGEST / 4, 2);
    try (BlobCache cache = workTree.cache("trees", "1")) {
      keep(cache, "a: 1\n", long1);
      keep(cache, "b: 2\n", long2);
      assertThat(kept(cache, "a: 1\n")).contains(long1);
      assertThat(kept(cache, "b: 2\n")).contains(long2);
    }
    assertThat(kept("1", "a: 1\n")).contains(long1);
    assertThat(kept("1", "b: 2\n")).contains(long2);
  }

  @Test
  void of_all_its_files_a_cache_holds_a_few_megabytes_whoever_wrote_them() {
    byte[] part = bytes(random((int) BlobCache.HELD / 6, 3));
    String blob = BlobCache.blob(bytes("a: 1\n"));
    try (BlobCache cache = workTree.cache("trees", "1")) {
      for (int i = 0; i < 40; i++) {
        assertThat(cache.keep(BlobCache.blob(bytes("key " + i)), blob, part)).isTrue();
        assertThat(cache.held()).isLessThanOrEqualTo(BlobCache.HELD);
      }
      assertThat(cache.held()).isPositive();
      for (int i = 0; i < 40; i++) {
        assertThat(cache.of(BlobCache.blob(bytes("key " + i)))).contains(part);
      }
    }
    try (BlobCache cache = workTree.cache("trees", "1")) {
      for (int i = 0; i < 40; i++) {
        assertThat(cache.of(BlobCache.blob(bytes("key " + i)))).contains(part);
        assertThat(cache.held()).isLessThanOrEqualTo(BlobCache.HELD);
      }
    }
  }

  @Test
  void what_another_process_writes_meanwhile_is_taken_for_nothing_else() throws IOException {
    keep("1", "a: 1\n", random(CacheFile.LARGEST / 4, 1));
    try (BlobCache cache = workTree.cache("trees", "1")) {
      assertThat(kept(cache, "a: 1\n")).isPresent();
      Path file = cacheFiles().get(0);
      byte[] other = Files.readAllBytes(file);
      other[Integer.BYTES + 1] ^= 1; // The key of the entry.
      Files.write(file, other);
      assertThat(kept(cache, "a: 1\n")).isEmpty();
      Files.delete(file);
      assertThat(kept(cache, "a: 1\n")).isEmpty();
      keep(cache, "a: 1\n", "made anew");
      assertThat(kept(cache, "a: 1\n")).contains("made anew");
    }
    assertThat(kept("1", "a: 1\n")).contains("made anew");
  }

  /** A text that cannot be packed in less than half of its length. */
  private static String random(int length, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) (' ' + random.nextInt(90)));
    }
    return text.toString();
  }

  private List<Path> cacheFiles() throws IOException {
    Path cache = folder.resolve(".git/rulekeeper/trees");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }

  private void keep(String version, String content, String made) {
    try (BlobCache cache = workTree.cache("trees", version)) {
      keep(cache, content, made);
    }
  }

  private static void keep(BlobCache cache, String content, String made) {
    cache.keep(BlobCache.blob(bytes(content)), BlobCache.blob(bytes(content)), bytes(made));
  }

  private Optional<String> kept(String version, String content) {
    try (BlobCache cache = workTree.cache("trees", version)) {
      return kept(cache, content);
    }
  }

  private static Optional<String> kept(BlobCache cache, String content) {
    return cache.of(BlobCache.blob(bytes(content))).map(made -> new String(made, UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
