package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.report.GoldenFile;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees on a terminal of eighty columns, kept in files for people to read. */
class TerminalOutputTest {
  private static final int WIDTH = 80;
  private static final int LINES = 30;

  @TempDir private static Path folder;
  private static Sandbox sandbox;
  private static SandboxRepository repository;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(1200).build());
    repository = SandboxRepository.init(sandbox, folder);
    repository.environment().put("COLUMNS", "" + WIDTH);
    repository.environment().put("NO_COLOR", "1");
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void every_command_fits_the_terminal_and_four_hundred_rotations_a_screen() throws Exception {
    String secrets = repository.secrets().toString();
    shows("export-refused", 6, "export");
    shows("export", 0, "export", "--secrets-out", secrets);
    shows("export-again", 0, "export", "--secrets-file", secrets);
    shows("secrets-list", 0, "secrets", "list", "--secrets-file", secrets);
    shows("secrets-where", 0, "secrets", "where", "bot-acme-example");
    shows("secrets-expiring", 8, "secrets", "expiring", "--within", "1000d");
    repository.rotate("bot-acme-example", "EXAMPLE-a-new-token-of-the-bot-0123456789");
    shows("plan", 0, "plan", "--secrets-file", secrets);
    shows("sync", 0, "sync", "--secrets-file", secrets);
    shows("runs", 0, "runs");
    shows("undo-of-rotation", 0, "undo", "--secrets-file", secrets);
    Path file = repository.fileOf("01942462-76da-7349-ba67-16b6650b37a4");
    Files.writeString(file, Files.readString(file).replace("state: ENABLED", "state: DISABLED"));
    shows("sync-edit", 0, "sync", "--secrets-file", secrets);
    shows("undo", 0, "undo", "--secrets-file", secrets);
  }

  private static void shows(String name, int exit, String... arguments) throws IOException {
    CommandRun run = CommandRun.typing("", repository.environment(), repository.root(), arguments);
    run.exitedWith(exit);
    String text = readable("$ rulekeeper " + String.join(" ", arguments) + "\n" + said(run));
    GoldenFile.holds("terminal/" + name + ".txt", text);
    List<String> lines = run.said().lines().toList();
    assertThat(run.out().lines()).as(name).allMatch(line -> line.length() <= WIDTH);
    assertThat(lines.size()).as(name).isLessThanOrEqualTo(LINES);
  }

  private static String said(CommandRun run) {
    return run.err().isEmpty() ? run.out() : run.out() + "--- stderr\n" + run.err();
  }

  /** Without what is another one each time. */
  private static String readable(String text) {
    return text.replace(repository.secrets().toString(), "SECRETS")
        .replace(folder.toString(), "FOLDER")
        .replace(sandbox.url(), "http://127.0.0.1:8080")
        .replaceAll("\\d{8}-\\d{6}-[0-9a-f]{4}", "20261130-060317-250f")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "2026-11-30T06:03:17Z")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC", "2026-11-30 06:03 UTC")
        // A year from today, in days: one more where it has a 29 February.
        .replaceAll("\\d{4}-\\d\\d-\\d\\d  36[56]", "2027-11-30  365")
        .replaceAll("\\b[0-9a-f]{16}\\b", "0123456789abcdef")
        .replaceAll("\\b[0-9a-f]{10}\\b", "0123456789");
  }
}
