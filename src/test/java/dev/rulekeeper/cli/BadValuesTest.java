package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that were put into the wrong place are told of with rule and place, and not sent. */
class BadValuesTest {
  private static final String FIRST = "EXAMPLE-first-7Qm2xW";
  private static final String OTHER = "EXAMPLE-other-9Rk4tB";
  private static final String NEXT = "EXAMPLE-next-5Lz8hD";

  @TempDir private Path folder;
  private RotationSite site;
  private String rule = "";
  private String other = "";

  @BeforeEach
  void two_rules_with_a_secret_each() throws IOException {
    site = RotationSite.start(folder, SandboxOptions.builder().rules(1).build());
    rule = site.withHeader("Bearer " + FIRST);
    other = site.withHeader("Bearer " + OTHER);
    site.export(Map.of("ci-one", FIRST, "ci-two", OTHER));
  }

  @AfterEach
  void stop_the_site() {
    site.close();
  }

  @Test
  void a_value_that_another_secret_has_too_is_not_sent_unless_that_is_meant() throws IOException {
    site.secrets(Map.of("ci-one", OTHER));
    CommandRun sync = site.repository().runWithSecrets("sync").exitedWith(7);
    assertThat(sync.said())
        .contains(rule)
        .contains(
            "<<secret:ci-one>> for /components/0/value/headers/0/value is also that of ci-two")
        .contains("verbatim: true")
        .doesNotContain(OTHER);
    assertThat(site.header(rule)).isEqualTo("Bearer " + FIRST);

    Path ledger = site.repository().root().resolve("secrets.yaml");
    Files.writeString(
        ledger, Files.readString(ledger).replace("  ci-one:\n", "  ci-one:\n    verbatim: true\n"));
    site.repository().runWithSecrets("sync").succeeded();
    assertThat(site.header(rule)).isEqualTo("Bearer " + OTHER);
    site.repository().runWithSecrets("export", "--full").succeeded();
    site.secrets(Map.of("ci-one", NEXT));
    site.repository().runWithSecrets("sync").succeeded();
    assertThat(site.header(rule)).isEqualTo("Bearer " + NEXT);
    assertThat(site.header(other)).isEqualTo("Bearer " + OTHER);
  }

  @Test
  void an_empty_value_is_named_with_its_source_and_nothing_is_sent() throws IOException {
    site.secrets(Map.of("ci-one", "", "ci-two", NEXT));
    CommandRun sync = site.repository().runWithSecrets("sync").exitedWith(2);
    assertThat(sync.err()).contains("ci-one has an empty value").contains("leave the entry out");
    assertThat(site.header(rule)).isEqualTo("Bearer " + FIRST);
    assertThat(site.header(other)).isEqualTo("Bearer " + OTHER);
  }

  @Test
  void a_value_that_looks_like_a_mask_is_not_sent() throws IOException {
    String bare = site.withHeader(FIRST);
    site.repository().runWithSecrets("export").succeeded();
    for (String mask : new String[] {"********", "••••••"}) {
      site.secrets(Map.of("ci-one", mask));
      CommandRun sync = site.repository().runWithSecrets("sync").exitedWith(7);
      assertThat(sync.said()).contains(bare).contains("<<secret:ci-one>>").contains("hidden value");
      assertThat(site.header(bare)).isEqualTo(FIRST);
    }
  }

  @Test
  void an_older_value_that_is_the_current_one_is_named_with_its_places_and_nothing_is_sent()
      throws IOException {
    site.secrets(Map.of("ci-two", NEXT));
    for (String command : new String[] {"plan", "sync"}) {
      CommandRun run =
          site.repository().runWithSecrets(command, "--with-old", old(FIRST)).exitedWith(2);
      assertThat(run.err())
          .contains("the older value of 'ci-one' is its current value, which is at rules/")
          .contains("put the new value into the secret map")
          .doesNotContain(FIRST);
    }
    site.repository().environment().put("OLD_VALUE", FIRST);
    site.repository().runWithSecrets("sync", "--old-from-env", "ci-one=OLD_VALUE").exitedWith(2);
    assertThat(site.header(other)).isEqualTo("Bearer " + OTHER);
  }

  @Test
  void a_value_that_its_place_cannot_hold_is_not_put_back_by_an_undo_either() throws IOException {
    site.secrets(Map.of("ci-one", NEXT));
    site.repository().runWithSecrets("sync").succeeded();
    CommandRun undo =
        site.repository()
            .runWithSecrets("undo", "--with-old", old("EXAMPLE-in\ntwo-lines"))
            .exitedWith(7);
    assertThat(undo.said()).contains(rule).contains("/components/0/value/headers/0/value");
    assertThat(site.header(rule)).isEqualTo("Bearer " + NEXT);
    site.repository().runWithSecrets("undo", "--with-old", old(FIRST)).succeeded();
    assertThat(site.header(rule)).isEqualTo("Bearer " + FIRST);
  }

  private String old(String value) throws IOException {
    Path file = folder.resolve("old.json");
    Files.writeString(file, "{\"ci-one\": \"" + value.replace("\n", "\\n") + "\"}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file.toString();
  }
}
