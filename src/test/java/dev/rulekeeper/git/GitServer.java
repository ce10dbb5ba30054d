package dev.rulekeeper.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * A real Git server in a container: nginx with git-http-backend behind Basic auth and a certificate
 * of a private authority, and OpenSSH with a key. The files of its image are in {@code
 * src/test/resources/git-server}.
 */
final class GitServer implements AutoCloseable {
  static final String USER = "bot";
  static final String PASSWORD = "git-passwordEXAMPLE";

  private final GenericContainer<?> container;

  private GitServer(GenericContainer<?> container) {
    this.container = container;
  }

  /** Starts one. */
  static GitServer start() {
    ImageFromDockerfile image =
        new ImageFromDockerfile("rulekeeper-test-git-server", false)
            .withFileFromClasspath("Dockerfile", "git-server/Dockerfile")
            .withFileFromClasspath("nginx.conf", "git-server/nginx.conf")
            .withFileFromClasspath("sshd_config", "git-server/sshd_config")
            .withFileFromClasspath("start", "git-server/start");
    GenericContainer<?> container =
        new GenericContainer<>(image)
            .withEnv("GIT_SERVER_PASSWORD", PASSWORD)
            .withExposedPorts(443, 22)
            .waitingFor(Wait.forLogMessage(".*git server ready.*", 1));
    container.start();
    return new GitServer(container);
  }

  /**
   * The host by which both servers are reached. An engine behind a socket file is on this machine,
   * whatever address Testcontainers would take inside of a container.
   */
  String host() {
    String scheme = DockerClientFactory.instance().getTransportConfig().getDockerHost().getScheme();
    return scheme.equals("unix") ? "127.0.0.1" : container.getHost();
  }

  int port(int inside) {
    return container.getMappedPort(inside);
  }

  /** Makes an empty bare repository {@code name.git}. */
  void create(String name) {
    run("git init -q --bare -b main /srv/git/" + name + ".git");
    run("git -C /srv/git/" + name + ".git config http.receivepack true");
  }

  /** Runs a shell command in the repository as the account that owns it. */
  String in(String name, String command) {
    return run("cd /srv/git/" + name + ".git && " + command);
  }

  /** Gives the repository a hook. */
  void hook(String name, String hook, String script) {
    in(name, "printf '%s\\n' '#!/bin/sh' '" + script.replace("'", "'\\''") + "' > hooks/" + hook);
    in(name, "chmod +x hooks/" + hook);
  }

  /** Copies the certificate of the private authority. */
  Path authority(Path folder) {
    return copy("/etc/git-server/authority.pem", folder.resolve("authority.pem"));
  }

  /** Makes a home whose {@code .ssh} has the key, and knows the server if {@code known}. */
  Path home(Path folder, boolean known) {
    try {
      Path secrets = Files.createDirectories(folder.resolve(".ssh"));
      Path key = copy("/etc/git-server/client", secrets.resolve("id_ed25519"));
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      copy("/etc/git-server/client.pub", secrets.resolve("id_ed25519.pub"));
      Path hostKey = copy("/etc/ssh/ssh_host_ed25519_key.pub", folder.resolve("host.pub"));
      String line = "[" + host() + "]:" + port(22) + " " + Files.readString(hostKey);
      Files.writeString(secrets.resolve("known_hosts"), known ? line : "");
      Files.writeString(
          secrets.resolve("config"),
          """
          Host rules-server
            HostName %s
            Port %d
            User git
          """
              .formatted(host(), port(22)));
      return folder;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path copy(String from, Path to) {
    container.copyFileFromContainer(from, to.toString());
    return to;
  }

  private String run(String command) {
    try {
      Container.ExecResult result =
          container.execInContainer("su", "-s", "/bin/sh", "git", "-c", command);
      assertThat(result.getExitCode()).as(command + ": " + result.getStderr()).isZero();
      return result.getStdout().strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    container.stop();
  }
}
