package dev.rulekeeper.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchivesIT {
  private final Artefacts artefacts = Artefacts.built();
  @TempDir private Path folder;
  private Sandbox sandbox;
  private CleanMachine machine;

  @BeforeEach
  void a_site_and_a_machine_without_anything() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(12).build());
    machine = CleanMachine.in(folder.resolve("machine"));
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Program launcher(Path home) {
    return machine.program(home.resolve("bin/rulekeeper").toString());
  }

  private List<Path> cached() throws IOException {
    try (var files = Files.list(machine.home().resolve(".cache/rulekeeper"))) {
      return files.toList();
    }
  }

  @Test
  void the_archive_for_linux_and_macos_needs_a_java_and_nothing_else() throws IOException {
    Program rulekeeper = launcher(machine.withJava().unpack(artefacts.unix()));
    assertThat(rulekeeper.run("--version").succeeded().out())
        .isEqualTo("rulekeeper " + Artefacts.version() + "\n");
    Story.play(rulekeeper, sandbox, folder);
    assertThat(cached()).as("class data, made once").hasSize(1);
  }

  @Test
  void the_archive_with_a_runtime_needs_nothing() throws IOException {
    Story.play(
        launcher(machine.unpack(artefacts.withRuntime())).with("CI", "true"), sandbox, folder);
    // JGit may keep there what it measured of the file system, in a run that takes long enough.
    assertThat(machine.home().resolve(".cache")).as("a CI job makes no class data").doesNotExist();
  }

  @Test
  void starts_at_the_same_time_do_not_meet_half_made_class_data() throws IOException {
    Program rulekeeper = launcher(machine.withJava().unpack(artefacts.unix()));
    List<Program.Running> starts =
        IntStream.range(0, 3).mapToObj(i -> rulekeeper.start("--version")).toList();
    for (Program.Running start : starts) {
      Program.Result result = Program.finish(start).succeeded();
      assertThat(result.out()).isEqualTo("rulekeeper " + Artefacts.version() + "\n");
      assertThat(result.err()).isEmpty();
    }
    assertThat(cached()).singleElement().asString().endsWith(".jsa");
  }

  @Test
  void without_a_place_for_class_data_it_starts_all_the_same() throws IOException {
    Program rulekeeper = launcher(machine.withJava().unpack(artefacts.unix()));
    Program.Result result = rulekeeper.with("HOME", "/dev/null").run("--version").succeeded();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void without_a_java_it_says_what_to_do() throws IOException {
    Program.Result result = launcher(machine.unpack(artefacts.unix())).run("--version");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("no java on the PATH").contains("JAVA_HOME");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void a_link_to_the_launcher_starts_it() throws IOException {
    Path home = machine.withJava().unpack(artefacts.unix());
    Path link = Files.createSymbolicLink(folder.resolve("rk"), home.resolve("bin/rulekeeper"));
    machine.program(link.toString()).with("CI", "true").run("--version").succeeded();
  }

  @Test
  void the_jar_starts_alone() throws IOException {
    Path jar = Files.copy(artefacts.jar(), folder.resolve("some name.jar"));
    Program java = machine.withJava().program("java");
    assertThat(java.run("-jar", jar.toString(), "--version").succeeded().out())
        .contains(Artefacts.version());
  }

  @Test
  void the_archive_for_windows_has_a_batch_file_with_lines_that_windows_reads() throws IOException {
    try (ZipFile zip = new ZipFile(artefacts.windows().toFile())) {
      String bin = "rulekeeper-" + Artefacts.version() + "/bin/";
      String batch =
          new String(
              zip.getInputStream(zip.getEntry(bin + "rulekeeper.bat")).readAllBytes(), UTF_8);
      assertThat(batch.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
      assertThat(batch.lines().filter(line -> line.startsWith(":"))).isNotEmpty();
      String script =
          new String(zip.getInputStream(zip.getEntry(bin + "rulekeeper")).readAllBytes(), UTF_8);
      assertThat(script).doesNotContain("\r");
    }
  }

  @Test
  void every_command_has_a_manual_page_and_bash_completes_it() throws IOException {
    Path share = machine.withJava().unpack(artefacts.unix()).resolve("share");
    String completion = Files.readString(share.resolve("bash-completion/completions/rulekeeper"));
    Program shell = machine.program(find("bash"));
    shell.run("-n", share.resolve("bash-completion/completions/rulekeeper").toString()).succeeded();
    for (String command : List.of("plan", "sync", "export", "secrets-verify")) {
      assertThat(share.resolve("man/man1/rulekeeper-" + command + ".1")).content().contains(".SH");
      assertThat(completion).contains(command.replaceFirst(".*-", ""));
    }
  }

  private static String find(String program) {
    return List.of("/bin/", "/usr/bin/", "/usr/local/bin/").stream()
        .map(directory -> directory + program)
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void every_file_of_the_release_has_its_checksum() throws Exception {
    var sums = new TreeMap<String, String>();
    for (String line : Files.readAllLines(artefacts.checksums())) {
      String[] parts = line.split(" {2}", 2);
      sums.put(parts[1], parts[0]);
    }
    var digests = new TreeMap<String, String>();
    for (Path file : artefacts.all()) {
      if (!file.equals(artefacts.checksums())) {
        digests.put(file.getFileName().toString(), Digests.sha256(file));
      }
    }
    assertThat(sums).hasSize(5).isEqualTo(digests);
  }

  @Test
  void the_bill_of_materials_names_what_is_in_the_jar_and_nothing_else() throws IOException {
    String bill = Files.readString(artefacts.billOfMaterials());
    var names = new ArrayList<String>();
    ExactJson.read(bill)
        .get("components")
        .forEach(component -> names.add(component.get("name").asText()));
    assertThat(names)
        .contains("org.eclipse.jgit", "jackson-databind", "snakeyaml-engine", "picocli", "compiler")
        .doesNotContain("junit-jupiter", "assertj-core", "testcontainers", "picocli-codegen");
  }
}
