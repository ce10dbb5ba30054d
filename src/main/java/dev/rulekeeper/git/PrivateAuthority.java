package dev.rulekeeper.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.eclipse.jgit.util.FS;

/**
 * Connections that trust the certificates of a PEM file, as {@code GIT_SSL_CAINFO} and {@code
 * http.sslCAInfo} say in Git and JGit does not know. As in Git the file replaces the system's
 * certificates, and {@code http.sslVerify false} makes it moot.
 */
final class PrivateAuthority implements HttpConnectionFactory2 {
  private final JDKHttpConnectionFactory connections = new JDKHttpConnectionFactory();
  private final TrustManager[] trust;

  private PrivateAuthority(TrustManager[] trust) {
    this.trust = trust;
  }

  /**
   * The connections to {@code remote}, or nothing where no file is configured.
   *
   * @throws GitException if the file cannot be read or holds no certificate
   */
  static Optional<PrivateAuthority> of(
      URIish remote, Config config, Map<String, String> environment) {
    return file(remote, config, environment).map(file -> new PrivateAuthority(trust(file)));
  }

  private static Optional<Path> file(
      URIish remote, Config config, Map<String, String> environment) {
    String fromEnvironment = environment.get("GIT_SSL_CAINFO");
    if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
      return Optional.of(Path.of(fromEnvironment));
    }
    Path general = config.getPath("http", null, "sslCAInfo", FS.DETECTED, null, null);
    return config.getSubsections("http").stream()
        .filter(prefix -> HttpConfigScope.covers(prefix, remote))
        .sorted(java.util.Comparator.comparingInt(String::length).reversed())
        .map(prefix -> config.getPath("http", prefix, "sslCAInfo", FS.DETECTED, null, null))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .or(() -> Optional.ofNullable(general));
  }

  private static TrustManager[] trust(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      if (number == 0) {
        throw new GeneralSecurityException("it holds no certificate");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new GitException(
          GitException.Kind.FAILED,
          "cannot read the certificates in " + file,
          Optional.of(GitFailures.words(e)),
          "GIT_SSL_CAINFO or http.sslCAInfo must name a PEM file");
    }
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return connections.create(url);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return connections.create(url, proxy);
  }

  @Override
  public GitSession newSession() {
    GitSession session = connections.newSession();
    return new GitSession() {
      @Override
      public HttpConnection configure(HttpConnection connection, boolean sslVerify)
          throws IOException, GeneralSecurityException {
        if (!sslVerify || !"https".equalsIgnoreCase(connection.getURL().getProtocol())) {
          return session.configure(connection, sslVerify);
        }
        connection.configure(null, trust, null);
        return connection;
      }

      @Override
      public void close() {
        session.close();
      }
    };
  }
}
