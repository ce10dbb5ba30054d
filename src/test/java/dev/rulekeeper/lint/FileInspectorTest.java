package dev.rulekeeper.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.FileText;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.SchemaCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file is looked at once; only where nothing at all was found does that count for later. */
class FileInspectorTest {
  @TempDir private Path root;
  private final Remembered clean = new Remembered();
  private final List<String> asked = new ArrayList<>();

  @Test
  void a_file_without_faults_is_remembered_and_not_looked_at_again() throws IOException {
    assertThat(inspected(Linted.RULE)).isEqualTo(FileInspection.CLEAN);
    assertThat(clean.texts).containsExactly(Linted.RULE);
    clean.texts.add(leaking());
    assertThat(inspected(leaking())).as("it was clean before").isEqualTo(FileInspection.CLEAN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Bearer <<secret:bot>> | Bearer q7Wk2Zp9-EXAMPLE              | a credential in clear
          scope: site           | scope: sight                         | what a site refuses
          name: Tell            | name: Tell\u200Bme                   | what nobody sees
          customBody: '{}'      | customBody: '{"a":"<<secret:bot>>"}' | a placeholder without its encoding
          name: Tell            | name: id q7Wk2Zp9x4Vb8Nm3rT6yU1sD5   | what may be a credential
          labels: []            | labels: 7                            | what the schema does not have
          """)
  void a_file_with_anything_to_say_of_is_not_remembered(String text, String instead, String what)
      throws IOException {
    assertThat(inspected(Linted.RULE.replace(text, instead)).isClean()).as(what).isFalse();
    assertThat(clean.texts).as(what).isEmpty();
  }

  @Test
  void a_key_that_is_nearly_another_is_a_slip_unless_the_site_has_it() throws IOException {
    String misspelt = Linted.RULE.replace("labels: []", "lables: []");
    assertThat(inspected(misspelt).refused()).hasSize(1);
    assertThat(asked).containsExactly("lables");
    assertThat(inspected(misspelt, (id, key) -> key.equals("lables")).refused()).isEmpty();
    assertThat(clean.texts).as("another clone may not know what the site has").isEmpty();
  }

  @Test
  void a_site_is_asked_of_no_key_that_is_right() throws IOException {
    inspected(Linted.RULE);
    assertThat(asked).isEmpty();
  }

  @Test
  void who_looks_for_credentials_alone_finds_those_and_nothing_else() throws IOException {
    String faulty = leaking().replace("scope: site", "scope: sight");
    FileInspection found = inspector((id, key) -> false).credentials(file(faulty));
    assertThat(found.found()).hasSize(1);
    assertThat(found.refused()).isEmpty();
    assertThat(found.schema()).isEmpty();
  }

  private static String leaking() {
    return Linted.RULE.replace("<<secret:bot>>", "q7Wk2Zp9-EXAMPLE");
  }

  private FileInspection inspected(String text) throws IOException {
    return inspected(
        text,
        (id, key) -> {
          asked.add(key);
          return false;
        });
  }

  private FileInspection inspected(String text, BiPredicate<RuleId, String> onSite)
      throws IOException {
    return inspector(onSite).everything(file(text), FileText.of(text));
  }

  private FileInspector inspector(BiPredicate<RuleId, String> onSite) {
    return new FileInspector(onSite, new SchemaCheck(), clean);
  }

  /** The file with this text as a repository has it, which knows that it uses no template. */
  private RuleFile file(String text) throws IOException {
    Files.writeString(root.resolve("rulekeeper.yaml"), "sites: {acme: {url: 'https://a.example'}}");
    Files.createDirectories(root.resolve("rules"));
    Files.writeString(root.resolve("rules/a.yaml"), text);
    return RuleRepository.open(root).reading((file, read) -> {}).files().get(0);
  }

  private static final class Remembered implements CleanFiles {
    private final Set<String> texts = new HashSet<>();

    @Override
    public boolean has(FileText text) {
      return texts.contains(text.text());
    }

    @Override
    public void learn(FileText text) {
      texts.add(text.text());
    }
  }
}
