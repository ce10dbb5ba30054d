package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.git;
import static dev.rulekeeper.git.RealGit.repository;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(IsolatedGit.class)
class BlobInsertionTest {
  @TempDir Path folder;
  private Path clone;

  @BeforeEach
  void a_repository() {
    clone = repository(folder.resolve("r"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 100, 1000, 1001, 4321})
  void every_content_is_stored_under_the_name_that_git_gives_it(int count) throws IOException {
    Map<String, Supplier<byte[]>> contents = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String text = "rule " + i / 2; // Each content twice.
      contents.put(path(i), () -> text.getBytes(StandardCharsets.UTF_8));
    }
    Set<ObjectId> before = objects();
    Map<String, ObjectId> blobs = insert(contents);
    assertThat(blobs.keySet()).isEqualTo(contents.keySet());
    for (int i = 0; i < Math.min(count, 3); i++) {
      byte[] content = requireNonNull(contents.get(path(i))).get();
      String blob = requireNonNull(blobs.get(path(i))).name();
      Path file = Files.write(folder.resolve("content"), content);
      assertThat(git(clone, "hash-object", file.toString()).strip()).isEqualTo(blob);
      assertThat(git(clone, "cat-file", "blob", blob)).isEqualTo("rule " + i / 2);
    }
    assertThat(git(clone, "fsck", "--no-dangling", "--strict")).isEmpty();
    Set<ObjectId> after = objects();
    assertThat(after.containsAll(blobs.values())).isTrue();
    assertThat(after).hasSize(before.size() + (count + 1) / 2);
  }

  @Test
  void contents_that_are_there_already_are_not_stored_again() throws IOException {
    Map<String, Supplier<byte[]>> contents = new TreeMap<>();
    for (int i = 0; i < 2500; i++) {
      byte[] text = ("rule " + i).getBytes(StandardCharsets.UTF_8);
      contents.put(path(i), () -> text);
    }
    Map<String, ObjectId> first = insert(contents);
    long packs = packs();
    assertThat(insert(contents)).isEqualTo(first);
    assertThat(packs()).isEqualTo(packs);
  }

  @Test
  void a_content_that_cannot_be_made_leaves_nothing_half() throws IOException {
    Map<String, Supplier<byte[]>> contents = new TreeMap<>();
    for (int i = 0; i < 2500; i++) {
      int number = i;
      contents.put(
          path(i),
          () -> {
            if (number == 2400) {
              throw new IllegalStateException("no rule");
            }
            return ("rule " + number).getBytes(StandardCharsets.UTF_8);
          });
    }
    assertThatThrownBy(() -> insert(contents)).hasMessage("no rule");
    assertThat(git(clone, "fsck", "--no-dangling", "--strict")).isEmpty();
    try (Stream<Path> left = Files.walk(clone.resolve(".git/objects"))) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("insert_")))
          .isEmpty();
    }
  }

  private Map<String, ObjectId> insert(Map<String, Supplier<byte[]>> contents) throws IOException {
    try (Repository repository =
        new FileRepositoryBuilder().setGitDir(clone.resolve(".git").toFile()).build()) {
      return new BlobInsertion(repository).insert(contents);
    }
  }

  private Set<ObjectId> objects() {
    Set<ObjectId> objects = new HashSet<>();
    git(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")
        .lines()
        .filter(line -> line.endsWith(" blob"))
        .forEach(line -> objects.add(ObjectId.fromString(line.substring(0, 40))));
    return objects;
  }

  private long packs() throws IOException {
    try (Stream<Path> files = Files.list(clone.resolve(".git/objects/pack"))) {
      return files.filter(file -> file.toString().endsWith(".pack")).count();
    }
  }

  private static String path(int number) {
    return String.format("rules/%05d.yaml", number);
  }
}
