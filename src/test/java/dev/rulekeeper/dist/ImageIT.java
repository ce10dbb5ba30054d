package dev.rulekeeper.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.rulekeeper.git.RequiresDocker;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The image, without network but this machine's, rights, or a place of its own to write to. */
@ExtendWith(RequiresDocker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImageIT {
  @TempDir private static Path folder;
  private GenericContainer<?> container;

  @BeforeAll
  void build_and_start() throws IOException {
    Path archive = Artefacts.built().withRuntime();
    ImageFromDockerfile image =
        new ImageFromDockerfile("rulekeeper-test-image", false)
            .withFileFromPath("Dockerfile", Path.of("Dockerfile"))
            .withFileFromPath(archive.getFileName().toString(), archive);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    container =
        new GenericContainer<>(image)
            .withNetworkMode("host")
            .withCreateContainerCmdModifier(
                create -> {
                  create.withEntrypoint("sleep", "600");
                  HostConfig host = Objects.requireNonNull(create.getHostConfig());
                  host.withReadonlyRootfs(true)
                      .withCapDrop(Capability.ALL)
                      .withSecurityOpts(List.of("no-new-privileges"))
                      .withBinds(Bind.parse(folder + ":" + folder));
                });
    container.start();
  }

  @AfterAll
  void stop() {
    container.stop();
  }

  @Test
  void it_runs_without_rights_on_a_file_system_that_it_cannot_write_to() throws Exception {
    assertThat(container.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
    assertThat(container.execInContainer("touch", "/opt/rulekeeper/x").getExitCode()).isNotZero();
    assertThat(container.execInContainer("touch", "/tmp/x").getExitCode()).isNotZero();
    var version = container.execInContainer("rulekeeper", "--version");
    assertThat(version.getStdout()).isEqualTo("rulekeeper " + Artefacts.version() + "\n");
    assertThat(version.getStderr()).isEmpty();
  }

  @Test
  void its_class_data_is_inside_and_used() throws Exception {
    var run =
        container.execInContainer(
            "/opt/rulekeeper/runtime/bin/java",
            "-Xshare:on",
            "-XX:SharedArchiveFile=/opt/rulekeeper/lib/rulekeeper.jsa",
            "-XX:+UseSerialGC",
            "-jar",
            "/opt/rulekeeper/lib/rulekeeper.jar",
            "--version");
    assertThat(run.getStdout()).isEqualTo("rulekeeper " + Artefacts.version() + "\n");
    assertThat(run.getExitCode()).isZero();
  }

  @Test
  void it_exports_and_syncs_for_whoever_owns_the_folder() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(12).build())) {
      List<String> command = new ArrayList<>(List.of("docker", "exec", "--user"));
      command.add(Files.getAttribute(folder, "unix:uid").toString());
      for (String variable : Story.environment(sandbox).keySet()) {
        command.addAll(List.of("--env", variable));
      }
      command.addAll(List.of(container.getContainerId(), "rulekeeper"));
      Story.play(new Program(command, System.getenv(), folder), sandbox, folder);
    }
  }
}
