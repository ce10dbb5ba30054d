package dev.rulekeeper.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text is in its file as a whole or not at all, and on its way only its owner reads it. */
class PrivateFileTest {
  @TempDir private Path folder;
  private Path target;

  @BeforeEach
  void a_place_for_it() {
    target = folder.resolve("a.yaml");
  }

  @Test
  void until_it_is_moved_there_is_nothing_but_a_file_of_its_owner() throws IOException {
    PrivateFile file = file("new");
    assertThat(names()).isEmpty();
    file.write();
    assertThat(names()).hasSize(1);
    Path temporary = folder.resolve(names().get(0));
    assertThat(PrivateFile.isTemporary(temporary)).isTrue();
    assertThat(PrivateFile.isTemporary(target)).isFalse();
    assertThat(permissions(temporary)).isEqualTo("rw-------");
    file.move();
    assertThat(names()).containsExactly("a.yaml");
    assertThat(target).hasContent("new");
  }

  @Test
  void a_file_that_was_there_keeps_who_may_read_it() throws IOException {
    Files.writeString(target, "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
    PrivateFile file = file("new");
    file.write();
    assertThat(target).hasContent("old");
    file.move();
    assertThat(permissions(target)).isEqualTo("rw-r-----");
  }

  @Test
  void a_new_file_is_readable_for_whom_its_folder_is() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    PrivateFile file = file("new");
    file.write();
    file.move();
    assertThat(permissions(target)).isEqualTo("rw-r-----");
  }

  @Test
  void what_is_discarded_leaves_nothing() throws IOException {
    PrivateFile file = file("new");
    file.write();
    file.discard();
    file.discard();
    assertThat(names()).isEmpty();
  }

  @Test
  void a_replaced_file_is_for_its_owner_alone_whatever_was_there() throws IOException {
    Files.writeString(target, "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
    PrivateFile.replace(target, folder.resolve("way"), "new".getBytes(StandardCharsets.UTF_8));
    assertThat(target).hasContent("new");
    assertThat(permissions(target)).isEqualTo("rw-------");
    assertThat(names()).containsExactly("a.yaml");
  }

  @Test
  void what_cannot_be_replaced_stays_and_nothing_lies_about() throws IOException {
    Files.createDirectories(target.resolve("inside"));
    assertThatThrownBy(() -> PrivateFile.replace(target, folder.resolve("way"), new byte[] {1}))
        .isInstanceOf(IOException.class);
    assertThat(names()).containsExactly("a.yaml");
  }

  @Test
  void only_a_plain_file_or_none_can_be_replaced() throws IOException {
    assertThat(PrivateFile.isPlainOrAbsent(target)).isTrue();
    Files.writeString(target, "text");
    assertThat(PrivateFile.isPlainOrAbsent(target)).isTrue();
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    assertThat(PrivateFile.isPlainOrAbsent(link)).isFalse();
    assertThat(PrivateFile.isPlainOrAbsent(folder)).isFalse();
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("no"));
    assertThat(PrivateFile.isPlainOrAbsent(dangling)).isFalse();
  }

  private PrivateFile file(String text) {
    return PrivateFile.of(target, folder, FileContent.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
