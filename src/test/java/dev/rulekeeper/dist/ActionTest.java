package dev.rulekeeper.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of {@code action.yml}, with releases that are served on loopback. */
final class ActionTest {
  private static final String ARCHIVE = "rulekeeper-1.2.3-linux-x86_64.tar.gz";

  @TempDir private Path folder;
  private final List<String> fetched = new ArrayList<>();
  private HttpServer releases;
  private Path served;
  private Path runner;

  @BeforeEach
  void a_release() throws IOException {
    served = Files.createDirectory(folder.resolve("served"));
    runner = Files.createDirectory(folder.resolve("runner"));
    Path bin = Files.createDirectories(folder.resolve("rulekeeper-1.2.3/bin"));
    Path program = Files.writeString(bin.resolve("rulekeeper"), "#!/bin/sh\necho one.two.three\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    step("tar").run("-czf", served.resolve(ARCHIVE).toString(), "rulekeeper-1.2.3").succeeded();
    sums(Digests.sha256(served.resolve(ARCHIVE)));
    releases = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    releases.createContext(
        "/",
        exchange -> {
          String name = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
          fetched.add(name);
          boolean there = Files.exists(served.resolve(name));
          byte[] body = there ? Files.readAllBytes(served.resolve(name)) : new byte[0];
          exchange.sendResponseHeaders(there ? 200 : 404, there ? body.length : -1);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    releases.start();
  }

  @AfterEach
  void stop() {
    releases.stop(0);
  }

  private void sums(String digest) throws IOException {
    Files.writeString(served.resolve("SHA256SUMS"), digest + "  " + ARCHIVE + "\n");
  }

  private Program step(String command) {
    return new Program(List.of(command), Map.of("PATH", System.getenv("PATH")), folder);
  }

  private Program choose() {
    return step(Path.of("src/dist/action/choose").toAbsolutePath().toString())
        .with("RUNNER_OS", "Linux")
        .with("RUNNER_ARCH", "X64")
        .with("RUNNER_TEMP", runner.toString())
        .with("GITHUB_OUTPUT", folder.resolve("output").toString());
  }

  private Program install() {
    return step(Path.of("src/dist/action/install").toAbsolutePath().toString())
        .with("RUNNER_TEMP", runner.toString())
        .with("GITHUB_PATH", folder.resolve("path").toString())
        .with("RULEKEEPER_ARCHIVE", ARCHIVE)
        .with("RULEKEEPER_FOLDER", runner.resolve("rulekeeper-1.2.3").toString())
        .with("RULEKEEPER_RELEASE", "http://127.0.0.1:" + releases.getAddress().getPort());
  }

  @Test
  void the_release_is_that_of_the_tag_or_the_one_that_is_asked_for() {
    choose().with("RULEKEEPER_REF", "v1.2.3").run().succeeded();
    choose().with("RULEKEEPER_REF", "main").with("RULEKEEPER_VERSION", "2.0.0").run().succeeded();
    assertThat(folder.resolve("output"))
        .content()
        .contains("version=1.2.3\narchive=" + ARCHIVE + "\n")
        .contains("version=2.0.0\narchive=rulekeeper-2.0.0-linux-x86_64.tar.gz\n");
  }

  @Test
  void what_is_no_number_of_a_release_is_refused_whatever_else_it_says() {
    for (String version : List.of("main", "", "1.2", "1.2.3/../..", "1.2.3\nx=y", "$(id)")) {
      Program.Result result = choose().with("RULEKEEPER_VERSION", version).run();
      assertThat(result.exit()).as(version).isEqualTo(1);
      assertThat(result.out()).contains("which release of rulekeeper?");
    }
    assertThat(folder.resolve("output")).doesNotExist();
  }

  @Test
  void an_archive_with_the_checksum_of_its_release_is_put_on_the_path() throws IOException {
    assertThat(install().run().succeeded().out()).isEqualTo("one.two.three\n");
    String bin = Files.readString(folder.resolve("path")).strip();
    assertThat(step(bin + "/rulekeeper").run().out()).isEqualTo("one.two.three\n");
  }

  @Test
  void an_archive_with_another_checksum_is_deleted_and_not_unpacked() throws IOException {
    sums("0".repeat(64));
    Program.Result result = install().run();
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("::error::" + ARCHIVE + " has the SHA-256");
    assertThat(folder.resolve("path")).doesNotExist();
    assertThat(runner.resolve("rulekeeper-1.2.3")).isEmptyDirectory();
  }

  @Test
  void a_checksum_that_is_given_counts_more_than_that_of_the_release() {
    Program.Result result = install().with("RULEKEEPER_CHECKSUM", "f".repeat(64)).run();
    assertThat(result.exit()).isEqualTo(1);
    assertThat(fetched).containsExactly(ARCHIVE);
  }

  @Test
  void what_the_cache_has_is_not_fetched_again_and_checked_all_the_same() throws IOException {
    install().run().succeeded();
    fetched.clear();
    install().run().succeeded();
    assertThat(fetched).isEmpty();
    Files.writeString(runner.resolve("rulekeeper-1.2.3").resolve(ARCHIVE), "something else");
    assertThat(install().run().exit()).isEqualTo(1);
  }

  @Test
  void a_release_that_does_not_exist_is_told() throws IOException {
    Files.delete(served.resolve(ARCHIVE));
    Program.Result result = install().run();
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("Is there such a release?");
  }
}
