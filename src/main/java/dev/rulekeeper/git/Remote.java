package dev.rulekeeper.git;

import dev.rulekeeper.rule.ForeignText;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteConfig;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** The remote repository that branches, the base and the lock are pushed to. */
final class Remote {
  /** A quiet server, such as one whose hook works, is given up after this many seconds. */
  private static final int PATIENCE_SECONDS = 120;

  private static final int LAST_PORT = 65_535;

  private final Repository repository;
  private final RemoteConfig config;
  private final Map<String, String> environment;
  private final SshSessions ssh;
  private final InstalledGit git;

  private Remote(
      Repository repository,
      RemoteConfig config,
      Map<String, String> environment,
      SshSessions ssh,
      InstalledGit git) {
    this.repository = repository;
    this.config = config;
    this.environment = environment;
    this.ssh = ssh;
    this.git = git;
  }

  /**
   * The remote that Git would push {@code branchRef} to: {@code branch.*.pushRemote}, {@code
   * remote.pushDefault}, {@code branch.*.remote}, {@code origin}, else the only one there is.
   * Nothing where that one does not exist or has no URL.
   */
  static Optional<Remote> of(
      Repository repository,
      Optional<String> branchRef,
      Map<String, String> environment,
      SshSessions ssh,
      InstalledGit git) {
    try {
      RemoteConfig config = new RemoteConfig(repository.getConfig(), name(repository, branchRef));
      for (URIish uri : config.getURIs()) {
        if (uri.getPort() > LAST_PORT) {
          throw new GitException(
              "the remote "
                  + config.getName()
                  + " has the port "
                  + uri.getPort()
                  + ", and ports end at "
                  + LAST_PORT,
              "see git remote -v");
        }
      }
      boolean hasUrl = !config.getURIs().isEmpty() || !config.getPushURIs().isEmpty();
      return hasUrl
          ? Optional.of(new Remote(repository, config, environment, ssh, git))
          : Optional.empty();
    } catch (URISyntaxException e) {
      throw new GitException(
          GitException.Kind.FAILED,
          "a remote of the repository has a URL that is none",
          Optional.of(ForeignText.line(e.getReason())),
          "see git remote -v");
    }
  }

  private static String name(Repository repository, Optional<String> branchRef) {
    Config config = repository.getConfig();
    @Nullable String branch = branchRef.map(Repository::shortenRefName).orElse(null);
    Set<String> remotes = repository.getRemoteNames();
    String fallback = remotes.size() == 1 ? remotes.iterator().next() : "origin";
    return Optional.ofNullable(config.getString("branch", branch, "pushRemote"))
        .or(() -> Optional.ofNullable(config.getString("remote", null, "pushDefault")))
        .or(() -> Optional.ofNullable(config.getString("branch", branch, "remote")))
        .orElse(fallback);
  }

  /** What the clone calls it, such as {@code origin}. */
  String name() {
    return config.getName();
  }

  /** Its name and URL without user information, for messages. */
  String label() {
    return config.getName() + " (" + anonymous(uri()) + ")";
  }

  /** The ref of this clone that follows {@code ref} of the remote, if one is configured. */
  Optional<String> trackingRef(String ref) {
    return config.getFetchRefSpecs().stream()
        .filter(spec -> spec.matchSource(ref))
        .map(spec -> spec.isWildcard() ? spec.expandFromSource(ref) : spec)
        .map(RefSpec::getDestination)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /**
   * Fetches the branch {@code ref} into its tracking ref.
   *
   * @return whether the remote has it
   */
  boolean fetch(String ref) {
    Optional<InstalledTransport> installed = installed();
    if (installed.isPresent()) {
      return installed.get().fetchBranch(ref, trackingRef(ref));
    }
    try (Transport transport = open()) {
      transport.setTagOpt(TagOpt.NO_TAGS);
      String destination = trackingRef(ref).orElse("");
      RefSpec spec = new RefSpec("+" + ref + ":" + destination);
      transport.fetch(NullProgressMonitor.INSTANCE, List.of(spec));
      return true;
    } catch (IOException e) {
      if (isAbsent(ref)) {
        return false;
      }
      throw RemoteFailure.of(
          "cannot fetch " + Repository.shortenRefName(ref) + " from " + label(), e);
    }
  }

  /**
   * Whether the remote has {@code ref}; nothing is fetched.
   *
   * @throws GitException if it cannot be read
   */
  boolean advertises(String ref) {
    Optional<InstalledTransport> installed = installed();
    if (installed.isPresent()) {
      return installed.get().advertises(ref);
    }
    try (Transport transport = open();
        FetchConnection connection = transport.openFetch(List.of(new RefSpec(ref)), ref)) {
      return connection.getRef(ref) != null;
    } catch (IOException e) {
      throw RemoteFailure.of("cannot read " + label(), e);
    }
  }

  private boolean isAbsent(String ref) {
    try (Transport transport = open();
        FetchConnection connection = transport.openFetch(List.of(new RefSpec(ref)), ref)) {
      return connection.getRef(ref) == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** The way there by the Git that is installed, which is gone before that of JGit. */
  Optional<InstalledTransport> installed() {
    String[] push = repository.getConfig().getStringList("remote", config.getName(), "pushurl");
    String address = push.length == 0 ? config.getName() : push[0];
    return git.program()
        .map(program -> new InstalledTransport(program, repository, address, label()));
  }

  private URIish uri() {
    return config.getPushURIs().isEmpty() ? config.getURIs().get(0) : config.getPushURIs().get(0);
  }

  private static String anonymous(URIish uri) {
    return ForeignText.withoutLogin(uri.setUser(null).setPass(null).toString());
  }

  /** A way to it, with logins, certificates and SSH keys in place. The caller closes it. */
  Transport open() throws IOException {
    Transport transport = Transport.open(repository, config, Transport.Operation.PUSH);
    transport.setTimeout(PATIENCE_SECONDS);
    transport.setCredentialsProvider(new RemoteCredentials(transport.getURI(), environment));
    if (transport instanceof SshTransport secureShell) {
      ssh.configure(secureShell);
    }
    if (transport instanceof TransportHttp http) {
      PrivateAuthority.of(transport.getURI(), repository.getConfig(), environment)
          .ifPresent(http::setHttpConnectionFactory);
    }
    if (!transport.getURI().isRemote()) {
      // JGit would receive in its own process and skip the hooks of a repository on this disk.
      transport.setOptionReceivePack("exec git receive-pack");
    }
    return transport;
  }
}
