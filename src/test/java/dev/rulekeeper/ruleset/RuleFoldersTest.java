package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a project lie together, in a folder by its key where that is known. */
class RuleFoldersTest {
  private static final Map<String, String> KEYS =
      Map.of(
          "project/10336", "SHOP",
          "project/1", "CON",
          "project/2", "SITE",
          "project/3", "A-B",
          "project/4", "MY_KEY");

  private static RuleFolders beside(String... paths) {
    List<RuleFile> files = new ArrayList<>();
    for (String path : paths) {
      files.add(
          RuleFile.read(
              path,
              "id: 019ab7c0-1111-7222-8333-%012d\nname: a\nscope: project/10336\n"
                      .formatted(files.size())
                  + "trigger: {component: TRIGGER, type: manual}\n"));
    }
    return RuleFolders.beside(files, scope -> Optional.ofNullable(KEYS.get(scope)));
  }

  @ParameterizedTest
  @CsvSource({
    "project/10336, SHOP",
    "project/4,     MY_KEY",
    "project/OPS,   OPS",
    "project/1,     project-1",
    "project/2,     project-2",
    "project/3,     project-3",
    "project/10337, project-10337",
    "space/98305,   space-98305",
    "site,          site",
    "ari:cloud:x,   other",
  })
  void the_first_file_of_a_project_goes_by_its_key_where_a_folder_can_have_it(
      String scope, String folder) {
    assertThat(beside().of(List.of(scope))).isEqualTo(folder);
  }

  @Test
  void a_rule_of_several_projects_is_in_a_folder_of_those() {
    assertThat(beside().of(List.of("project/4", "project/10336"))).isEqualTo("multiple");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules/project-10336/a.yaml                                        | project-10336",
        "rules/project-10336/a.yaml, rules/STORE/b.yaml, rules/STORE/c.yaml | STORE",
        "rules/STORE/a.yaml                                                | STORE",
        "rules/shop-team/a.yaml                                            | SHOP",
        "rules/a.yaml                                                      | SHOP",
      })
  void further_files_go_where_the_others_are(String paths, String folder) {
    assertThat(beside(paths.split(", ")).of(List.of("project/10336"))).isEqualTo(folder);
  }

  @Test
  void only_what_lies_in_a_folder_by_number_moves_and_nothing_is_overwritten() {
    assertThat(
            beside()
                .renamed(
                    List.of(
                        "rules/project-10336/a.yaml",
                        "rules/project-10336/deep/b.yaml",
                        "rules/project-10336/taken.yaml",
                        "rules/SHOP/taken.yaml",
                        "rules/project-1/c.yaml",
                        "rules/project-99/d.yaml",
                        "rules/elsewhere/e.yaml")))
        .containsExactly(
            Map.entry("rules/project-10336/a.yaml", "rules/SHOP/a.yaml"),
            Map.entry("rules/project-10336/deep/b.yaml", "rules/SHOP/deep/b.yaml"));
  }
}
