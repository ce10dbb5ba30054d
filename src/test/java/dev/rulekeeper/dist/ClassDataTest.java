package dev.rulekeeper.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher asks of a Java, which here says its version and prints its arguments. */
@DisabledOnOs(OS.WINDOWS)
class ClassDataTest {
  private static final String FAKE =
      """
      #!/bin/sh
      made() { for word in "$@"; do case $word in $kind=*) %s ;; esac; done; }
      case " $* " in
        *' -version '*) echo 'openjdk version "%s" 2026-11-30' >&2 ;;
        *-XX:AOTCacheOutput=*) kind=-XX:AOTCacheOutput; made "$@" ;;
        *-Xshare:dump*) kind=-XX:SharedArchiveFile; made "$@" ;;
        *-XX:DumpLoadedClassList=*) echo "$HOME $GIT_CONFIG_GLOBAL $*" >"$0.played" ;;
        *) printf '%%s\\n' "$@" ;;
      esac
      """;

  @TempDir Path folder;

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(folder.resolve("home/bin"));
    Files.createFile(Files.createDirectories(folder.resolve("home/lib")).resolve("rulekeeper.jar"));
    Files.copy(Path.of("src/dist/bin/rulekeeper"), folder.resolve("home/bin/rulekeeper"));
    java("17.0.15", "echo data >\"${word#*=}\"");
  }

  private void java(String version, String making) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("java/bin"));
    Path java = Files.writeString(bin.resolve("java"), FAKE.formatted(making, version));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Program launcher() {
    return new Program(
        List.of("/bin/sh", folder.resolve("home/bin/rulekeeper").toString()),
        Map.of(
            "PATH", "/usr/bin:/bin",
            "JAVA_HOME", folder.resolve("java").toString(),
            "RULEKEEPER_CACHE", folder.resolve("cache").toString()),
        folder);
  }

  private static List<String> classData(Program.Result start) {
    return start
        .succeeded()
        .out()
        .lines()
        .filter(word -> word.startsWith("-XX:AOT") || word.startsWith("-XX:Shared"))
        .map(word -> word.replaceAll("=.*/[0-9]+\\.", "=."))
        .toList();
  }

  @Test
  void before_java_25_it_is_an_archive() {
    assertThat(classData(launcher().run("--version")))
        .containsExactly("-XX:SharedArchiveFile=.jsa");
    assertThat(classData(launcher().run("--version")))
        .containsExactly("-XX:SharedArchiveFile=.jsa");
  }

  @Test
  void from_java_25_on_it_is_an_aot_cache() throws IOException {
    java("25.0.1", "echo data >\"${word#*=}\"");
    assertThat(classData(launcher().run("--version"))).containsExactly("-XX:AOTCache=.aot");
    assertThat(classData(launcher().run("--version"))).containsExactly("-XX:AOTCache=.aot");
  }

  @Test
  void where_java_makes_none_or_a_ci_job_starts_none_is_named() throws IOException {
    assertThat(classData(launcher().with("CI", "true").run("--version"))).isEmpty();
    for (String version : List.of("17.0.15", "25.0.1")) {
      java(version, ":");
      Program.Result start = launcher().run("--version");
      assertThat(classData(start)).isEmpty();
      assertThat(start.err()).isEmpty();
      assertThat(start.out()).endsWith("-jar\n" + jar() + "\n--version\n");
    }
  }

  @Test
  void the_demo_that_is_played_for_it_goes_by_no_setting_of_the_user() throws IOException {
    launcher().run("--version").succeeded();
    String cache = folder.resolve("cache/part.").toString();
    assertThat(Files.readString(folder.resolve("java/bin/java.played")))
        .startsWith(cache)
        .contains(" " + cache)
        .endsWith(" demo\n");
  }

  private String jar() throws IOException {
    return folder.toRealPath().resolve("home/lib/rulekeeper.jar").toString();
  }
}
