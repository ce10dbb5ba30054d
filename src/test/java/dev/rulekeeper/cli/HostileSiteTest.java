package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.cli.HostileSite.Answer;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a site can do to who reads the terminal, the log of the workflow, the journal and Git. */
class HostileSiteTest {
  private static final int PIECE = 8;
  @TempDir private Path folder;
  private Sandbox sandbox;
  private HostileSite site;
  private SandboxRepository repository;

  /** How a site quotes the body that it refuses. */
  enum Quoting {
    CUT_JSON {
      @Override
      Answer of(String body, int token) {
        return new Answer(400, errors(body.substring(Math.max(0, token - 250), token + 24)));
      }
    },
    WHOLE_JSON {
      @Override
      Answer of(String body, int token) {
        return new Answer(400, errors("x".repeat(Math.max(0, 270 - token)) + body));
      }
    },
    CUT_JSON_AT_ITS_START {
      @Override
      Answer of(String body, int token) {
        return new Answer(400, errors(body.substring(token + 5)));
      }
    },
    PAGE {
      @Override
      Answer of(String body, int token) {
        String page = body.substring(0, token + 9) + "<wbr>" + body.substring(token + 9);
        return new Answer(400, "<html><body><pre>" + page + "</pre></body></html>");
      }
    },
    PAGE_OF_ENTITIES {
      @Override
      Answer of(String body, int token) {
        StringBuilder page = new StringBuilder("<html><p>");
        body.substring(token - 20, token + 20)
            .chars()
            .forEach(c -> page.append("&#").append(c).append(";"));
        return new Answer(400, page.toString());
      }
    },
    TEXT_WITH_LINES {
      @Override
      Answer of(String body, int token) {
        return new Answer(400, body.substring(token - 4).replaceAll("(.{5})", "$1\r\n  "));
      }
    };

    abstract Answer of(String body, int token);

    private static String errors(String words) {
      var errors = ExactJson.object();
      errors.putArray("errorMessages").add("cannot read " + words);
      return ExactJson.write(errors);
    }
  }

  @BeforeEach
  void a_site_in_the_middle() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(25).build());
    site = HostileSite.before(sandbox);
    repository = SandboxRepository.exported(sandbox, folder);
    repository.environment().put("RULEKEEPER_API_URL", site.url());
    repository.environment().put("RULEKEEPER_SITE_URL", site.url());
  }

  @AfterEach
  void stop() {
    site.close();
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_site_that_quotes_what_it_was_sent_gives_no_piece_of_a_new_value_away(Quoting quoting)
      throws IOException {
    String fresh = "EXAMPLE0fresh0token0Qw7Zk3vB9xLm";
    repository.rotate(nameOfBotToken(), fresh);
    List<String> refused = new ArrayList<>();
    site.answers(
        (exchange, out) -> {
          int token = exchange.body().indexOf(fresh);
          if (exchange.method().equals("PUT") && token >= 0) {
            refused.add(exchange.path());
            out.write(quoting.of(exchange.body(), token).bytes());
          } else {
            HostileSite.honest(exchange, out);
          }
        });
    CommandRun run = repository.runWithSecrets("sync");
    assertThat(run.exit()).isIn(1, 5);
    assertThat(refused).isNotEmpty();
    assertThat(run.said()).contains("refused with 400");
    assertNoPieceOf(fresh, run);
  }

  private void assertNoPieceOf(String value, CommandRun run) throws IOException {
    Map<String, String> texts = new java.util.TreeMap<>(Map.of("what was said", run.said()));
    try (Stream<Path> files = Files.walk(repository.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(
            file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(texts.keySet()).anyMatch(name -> name.endsWith(".jsonl"));
    texts.forEach(
        (name, text) -> {
          String bare = text.replaceAll("(\\\\r|\\\\n|<wbr>|\\s|&#|;)", "");
          for (int start = 0; start + PIECE <= value.length(); start++) {
            String piece = value.substring(start, start + PIECE);
            assertThat(bare.contains(piece)).as("%s shows %s", name, piece).isFalse();
          }
        });
  }

  @Test
  void no_name_of_a_rule_and_no_error_steers_a_terminal_or_a_workflow() throws IOException {
    List<String> names = nameRules();
    List<CommandRun> runs = new ArrayList<>();
    runs.add(repository.runWithSecrets("plan"));
    runs.add(repository.runWithSecrets("plan", "-o", "markdown"));
    runs.add(repository.runWithSecrets("plan", "-o", "json"));
    assertThat(ExactJson.read(runs.get(2).out()).path("changes").findValuesAsText("name"))
        .contains("Rule \u001b[31mred", "Rule \u202etxt.exe", "Rule \n::error::title");
    runs.add(repository.runWithSecrets("export"));
    runs.add(repository.run("secrets", "where"));
    runs.add(repository.run("secrets", "list", "-o", "markdown"));
    runs.add(repository.run("lint", "-o", "github"));
    runs.add(repository.runWithSecrets("plan", "--select", "name:\u001b[2J*"));
    runs.add(repository.run("promote", "\u001b[2J::error::"));
    site.answers(
        (exchange, out) -> {
          var errors = ExactJson.object();
          errors.putArray("errorMessages").add(String.join(" ", names));
          out.write(new Answer(403, ExactJson.write(errors)).bytes());
        });
    runs.add(repository.runWithSecrets("plan"));
    runs.add(repository.runWithSecrets("sync"));
    assertThat(runs.get(runs.size() - 1).said()).contains("refused with 403");
    assertThat(runs).allSatisfy(run -> PrintableTextTest.assertPrintable(run.said()));
  }

  /** Names and describes rules with what could steer somebody. */
  private List<String> nameRules() {
    List<String> names = HostileSite.steering();
    List<String> ids =
        sandbox.rules().stream()
            .limit(names.size())
            .map(rule -> rule.path("rule").path("uuid").asText())
            .toList();
    for (int i = 0; i < names.size(); i++) {
      String name = "Rule " + names.get(i);
      sandbox.edit(ids.get(i), rule -> rule.put("name", name).put("description", name));
    }
    return names;
  }

  @Test
  void no_name_of_a_rule_sets_a_colour_on_a_terminal() {
    nameRules();
    repository.environment().put("TERM", "xterm-256color");
    CommandRun run =
        CommandRun.typing(
            "",
            repository.environment(),
            repository.root(),
            "plan",
            "-v",
            "--no-progress",
            "--secrets-file",
            repository.secrets().toString());
    assertThat(run.said()).contains("\u001b[32m").doesNotContain("\u001b[31mred");
    PrintableTextTest.assertPrintable(run.said().replaceAll("\u001b\\[(0|31|32|33|34|36)m", ""));
  }

  @Test
  void no_name_of_a_rule_steers_who_reads_its_file_or_the_commits() throws Exception {
    nameRules();
    repository.runWithSecrets("export").succeeded();
    int files = 0;
    try (Stream<Path> found = Files.walk(repository.root().resolve("rules"))) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files++;
        assertThat(Files.readString(file).codePoints())
            .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
            .noneMatch(c -> c >= 0x202A && c <= 0x202E)
            .noneMatch(c -> c >= 0x2066 && c <= 0x2069)
            .noneMatch(c -> Character.getType(c) == Character.LINE_SEPARATOR);
        assertThat(file.getFileName().toString()).matches("[\\p{L}\\p{N}._-]+");
      }
    }
    assertThat(files).isEqualTo(sandbox.rules().size());
    Process log =
        new ProcessBuilder("git", "log", "--format=%an %s%n%b", "--name-only")
            .directory(repository.root().toFile())
            .start();
    String said = new String(log.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(log.waitFor()).isZero();
    PrintableTextTest.assertPrintable(said);
  }

  private String nameOfBotToken() throws IOException {
    return repository.secretMap().entrySet().stream()
        .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
