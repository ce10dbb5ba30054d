package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.git;
import static dev.rulekeeper.git.RealGit.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.file.FileContent;
import dev.rulekeeper.work.WorkQueue;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(IsolatedGit.class)
class EarlyContentsTest {
  private static final int COUNT = 1_000;

  @TempDir private Path folder;
  private Path clone;
  private WorkTree tree;

  @BeforeEach
  void a_repository() {
    clone = repository(folder.resolve("r"));
    tree = WorkTree.open(clone, Map.of("HOME", folder.toString()));
  }

  @AfterEach
  void close() {
    tree.close();
  }

  @Test
  void what_was_stored_early_is_committed_and_written_as_any_other() throws IOException {
    FileChanges.Builder files = FileChanges.builder().write("other.yaml", "other\n");
    try (EarlyContents contents = tree.earlyContents()) {
      List<FileContent> stored = stored(contents);
      for (int i = 0; i < COUNT; i++) {
        files.write(path(i), stored.get(i));
      }
      tree.commit(files.build(), "Many", Optional.empty());
    }
    assertThat(git(clone, "status", "--porcelain")).isEmpty();
    assertThat(git(clone, "fsck", "--no-dangling", "--strict")).isEmpty();
    assertThat(git(clone, "ls-files", "rules").lines()).hasSize(COUNT);
    for (int i = 0; i < COUNT; i += 37) {
      assertThat(clone.resolve(path(i))).hasContent(text(i));
      assertThat(git(clone, "show", "HEAD:" + path(i)) + "\n").isEqualTo(text(i));
    }
  }

  @Test
  void what_nobody_asked_for_leaves_nothing() throws IOException {
    Set<Path> before = files();
    try (EarlyContents contents = tree.earlyContents()) {
      assertThat(stored(contents)).hasSize(COUNT);
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void what_is_asked_for_is_there_at_once_and_afterwards() {
    FileContent last;
    try (EarlyContents contents = tree.earlyContents()) {
      last = stored(contents).get(COUNT - 1);
      assertThat(last.bytes()).isEqualTo(bytes(COUNT - 1));
      FileContent later = contents.store(FileContent.of(bytes(COUNT)));
      assertThat(later.bytes()).isEqualTo(bytes(COUNT));
    }
    assertThat(last.bytes()).isEqualTo(bytes(COUNT - 1));
  }

  @Test
  void of_many_contents_no_byte_stays_in_memory() {
    List<WeakReference<byte[]>> given = new ArrayList<>();
    List<FileContent> held = new ArrayList<>();
    try (EarlyContents contents = tree.earlyContents()) {
      for (int i = 0; i < COUNT; i++) {
        byte[] bytes = bytes(i);
        given.add(new WeakReference<>(bytes));
        held.add(contents.store(FileContent.of(bytes)));
      }
      System.gc();
      long reachable = given.stream().filter(bytes -> bytes.get() != null).count();
      assertThat(reachable).isLessThanOrEqualTo(ObjectInserters.MANY + 1);
      assertThat(held).hasSize(COUNT);
    }
  }

  @Test
  void few_contents_need_no_pack() throws IOException {
    FileChanges files;
    try (EarlyContents contents = tree.earlyContents()) {
      files =
          FileChanges.builder().write("a.yaml", contents.store(FileContent.of(bytes(1)))).build();
      tree.commit(files, "One", Optional.empty());
    }
    assertThat(files().stream().filter(file -> file.toString().endsWith(".pack"))).isEmpty();
    assertThat(clone.resolve("a.yaml")).hasContent(text(1));
  }

  /** From several threads, in order. */
  private static List<FileContent> stored(EarlyContents contents) {
    try (WorkQueue<FileContent> work = new WorkQueue<>()) {
      for (int i = 0; i < COUNT; i++) {
        FileContent content = FileContent.of(bytes(i));
        work.add(() -> contents.store(content));
      }
      return work.finish();
    }
  }

  private static String path(int number) {
    return "rules/" + number % 7 + "/" + number + ".yaml";
  }

  private static String text(int number) {
    return "name: rule " + number + "\n";
  }

  private static byte[] bytes(int number) {
    return text(number).getBytes(StandardCharsets.UTF_8);
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(clone.resolve(".git/objects"))) {
      return files.filter(Files::isRegularFile).collect(Collectors.toSet());
    }
  }
}
