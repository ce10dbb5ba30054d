package dev.rulekeeper.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileChangesTest {
  private static final FileChanges CHANGES =
      FileChanges.builder().write("b.yaml", "é").remove("c.yaml").write("a.yaml", "").build();

  @Test
  void a_file_is_written_removed_or_left_alone() {
    assertThat(CHANGES.count()).isEqualTo(3);
    assertThat(CHANGES.text("b.yaml")).hasValue("é");
    assertThat(CHANGES.content("b.yaml").orElseThrow()).hasSize(2);
    assertThat(CHANGES.text("a.yaml")).as("an empty file is one").hasValue("");
    assertThat(CHANGES.removes("a.yaml")).isFalse();
    assertThat(CHANGES.text("c.yaml")).isEmpty();
    assertThat(CHANGES.removes("c.yaml")).isTrue();
    assertThat(CHANGES.text("d.yaml")).isEmpty();
    assertThat(CHANGES.removes("d.yaml")).isFalse();
  }

  @Test
  void paths_are_in_order() {
    assertThat(CHANGES.paths()).containsExactly("a.yaml", "b.yaml", "c.yaml");
    assertThat(CHANGES.contents().firstKey()).isEqualTo("a.yaml");
  }

  @Test
  void what_comes_later_goes_before() {
    FileChanges both = CHANGES.with(FileChanges.writing("c.yaml", "back"));
    assertThat(both.removes("c.yaml")).isFalse();
    assertThat(both.text("c.yaml")).hasValue("back");
    assertThat(both.count()).isEqualTo(3);
    assertThat(CHANGES.removes("c.yaml")).as("the changes themselves stay").isTrue();
  }

  @Test
  void changes_can_be_told_from_another_folder() {
    FileChanges placed = CHANGES.at(path -> "rules/" + path);
    assertThat(placed.paths()).containsExactly("rules/a.yaml", "rules/b.yaml", "rules/c.yaml");
    assertThat(placed.removes("rules/c.yaml")).isTrue();
    assertThat(placed.text("rules/b.yaml")).hasValue("é");
  }

  @Test
  void no_change_is_empty() {
    assertThat(FileChanges.none().isEmpty()).isTrue();
    assertThat(FileChanges.writing(Map.of()).isEmpty()).isTrue();
    assertThat(CHANGES.isEmpty()).isFalse();
    assertThat(CHANGES.with(FileChanges.none()).paths()).isEqualTo(CHANGES.paths());
  }

  @Test
  void who_gave_the_changes_can_change_them_no_more() {
    Map<String, Optional<byte[]>> given = new HashMap<>();
    given.put("a", Optional.of("text".getBytes(StandardCharsets.UTF_8)));
    FileChanges changes = FileChanges.of(given);
    given.clear();
    assertThat(changes.text("a")).hasValue("text");
    FileChanges.Builder builder = FileChanges.builder().write("a", "one");
    FileChanges built = builder.build();
    builder.write("b", "two");
    assertThat(built.paths()).containsExactly("a");
  }
}
