package dev.rulekeeper.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/**
 * A host that speaks SSH on loopback in this process, runs what it is asked to, and lets in whoever
 * has the key of its one user.
 */
final class SshHost implements AutoCloseable {
  private final Path folder;
  private final SshServer server = SshServer.setUpDefaultServer();

  /** Starts one, with keys of its own and of its user in {@code folder}. */
  SshHost(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    makeKey("host");
    makeKey("user");
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(new FileKeyPairProvider(folder.resolve("host")));
    server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(folder.resolve("user.pub")));
    server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    server.start();
  }

  int port() {
    return server.getPort();
  }

  /** The file with the key of the user. */
  Path key() {
    return folder.resolve("user");
  }

  /** The line of a file of known hosts that says {@code key}, such as {@code host}, is its key. */
  String knownAs(String key) throws IOException {
    return "[127.0.0.1]:" + port() + " " + Files.readString(folder.resolve(key + ".pub"));
  }

  /** A home whose {@code .ssh} has the key and the configuration and knows this host. */
  Path home(Path home) throws IOException {
    Path secrets = Files.createDirectories(home.resolve(".ssh"));
    Files.copy(key(), secrets.resolve("id_ed25519"));
    Files.setPosixFilePermissions(
        secrets.resolve("id_ed25519"), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(secrets.resolve("known_hosts"), knownAs("host"));
    Files.writeString(
        secrets.resolve("config"),
        """
        Host rules-server
          HostName 127.0.0.1
          Port %d
          User git
        """
            .formatted(port()));
    return home;
  }

  private void makeKey(String name) {
    run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder + "/" + name));
  }

  private static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
