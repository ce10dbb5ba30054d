package dev.rulekeeper.git;

import java.io.File;
import java.util.Map;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.sshd.JGitKeyCache;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * SSH as OpenSSH would do it: {@code ~/.ssh/config}, the keys and {@code known_hosts} there, a host
 * that is not known refused. Keys need a file without passphrase; with {@code GIT_SSH=ssh} JGit
 * calls OpenSSH instead, agent included.
 */
final class SshSessions implements AutoCloseable {
  /**
   * Bouncy Castle is here for Ed25519 alone. Left to itself Apache MINA SSHD would use it for every
   * cipher, and Oracle's JDK refuses ciphers of a provider that was repacked into another jar.
   */
  private static final String EVERYTHING_BY_BOUNCY_CASTLE =
      "org.apache.sshd.security.provider.BC.supportAll";

  private final File home;
  private @Nullable SshdSessionFactory factory;

  SshSessions(Map<String, String> environment) {
    this.home = new File(environment.getOrDefault("HOME", System.getProperty("user.home", ".")));
  }

  /** Lets {@code transport} use these sessions. */
  void configure(SshTransport transport) {
    if (factory == null) {
      if (System.getProperty(EVERYTHING_BY_BOUNCY_CASTLE) == null) {
        System.setProperty(EVERYTHING_BY_BOUNCY_CASTLE, "false");
      }
      factory =
          new SshdSessionFactoryBuilder()
              .setPreferredAuthentications("publickey")
              .setHomeDirectory(home)
              .setSshDirectory(new File(home, ".ssh"))
              .build(new JGitKeyCache());
    }
    transport.setSshSessionFactory(factory);
  }

  @Override
  public void close() {
    if (factory != null) {
      factory.close();
    }
  }
}
