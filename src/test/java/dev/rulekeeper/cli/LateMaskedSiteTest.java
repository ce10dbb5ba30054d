package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A write that arrived is not called failed, whatever the site hides and however late it shows. */
class LateMaskedSiteTest {
  private static final String FIRST = "EXAMPLE-first-7Qm2xW";
  private static final String NEXT = "EXAMPLE-next-5Lz8hD";
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"false, 0", "false, 700", "true, 0", "true, 700"})
  void an_edit_and_a_rotation_arrive(boolean masked, int staleMillis) throws IOException {
    SandboxOptions options =
        SandboxOptions.builder().rules(1).maskedReads(masked).staleMillis(staleMillis).build();
    try (RotationSite site = RotationSite.start(folder, options)) {
      SandboxRepository repository = site.repository();
      repository.environment().put("RULEKEEPER_STATE_KEY", "EXAMPLE-key-of-the-state");
      repository.environment().put("RULEKEEPER_SETTLE_SECONDS", "1");
      String rule = site.withHeader("Bearer " + FIRST);
      site.export(Map.of("ci-bot", FIRST));
      Path file = repository.fileOf(rule);
      named(file, repository.root().resolve("secrets.yaml"));
      site.secrets(Map.of("ci-bot", FIRST));
      edit(file, "first");
      repository.runWithSecrets("sync", "--rotate", "ci-bot", "--select", rule).succeeded();
      assertThat(site.header(rule)).isEqualTo("Bearer " + FIRST);

      site.secrets(Map.of("ci-bot", NEXT));
      edit(file, "second");
      CommandRun sync = repository.runWithSecrets("sync", "--select", rule, "-o", "json");
      assertThat(sync.succeeded().out()).contains("\"applied\" : 1");
      assertThat(site.header(rule)).isEqualTo("Bearer " + NEXT);
      assertThat(site.sandbox().rule(rule).path("rule").path("labels").toString())
          .isEqualTo("[\"second\"]");
      repository.runWithSecrets("plan", "--exit-code", "--select", rule).succeeded();
      repository.runWithSecrets("secrets", "verify", "ci-bot").succeeded();
    }
  }

  /** Gives the header one name and text, whether the site showed its value or not. */
  private static void named(Path file, Path ledger) throws IOException {
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("value: [^\n]*<<secret:[^\n]*", "value: Bearer <<secret:ci-bot>>"));
    String entries = Files.readString(ledger);
    if (!entries.contains("  ci-bot:\n")) {
      Files.writeString(
          ledger,
          entries.replaceFirst(
              "(?m)^secrets:\n", "secrets:\n  ci-bot:\n    hosts:\n      - ci.acme.example\n"));
    }
  }

  private static void edit(Path file, String label) throws IOException {
    String text = Files.readString(file).replaceFirst("(?m)^labels:.*\\n(?:  - .*\\n)*", "");
    Files.writeString(file, text.replaceFirst("(?m)^scope: ", "labels: [" + label + "]\nscope: "));
  }
}
