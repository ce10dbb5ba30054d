package dev.rulekeeper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Gives servers that speak plain HTTP a certificate, made for the occasion by keytool. */
final class TlsFront implements AutoCloseable {
  private static final String PASSWORD = "front-passwordEXAMPLE";
  private final Path folder;
  private final List<ServerSocket> fronts = new ArrayList<>();

  /** With a certificate for {@code hosts} and loopback; its files go into {@code folder}. */
  TlsFront(Path folder, String... hosts) throws IOException, InterruptedException {
    this.folder = folder;
    String names =
        Stream.concat(Stream.of(hosts).map(host -> "dns:" + host), Stream.of("ip:127.0.0.1"))
            .collect(Collectors.joining(","));
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=front", "-ext", "san=" + names);
    keytool("-exportcert", "-rfc", "-file", authority().toString());
  }

  /** The certificate, as Git takes it. */
  Path authority() {
    return folder.resolve("front.pem");
  }

  /** What lets a JVM trust it. */
  String options() {
    return "-Djavax.net.ssl.trustStore="
        + store()
        + " -Djavax.net.ssl.trustStorePassword="
        + PASSWORD;
  }

  /** The port that leads to {@code port} by TLS. */
  int before(int port) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store())) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    ServerSocket front =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    fronts.add(front);
    Pipe.serve(front, client -> Pipe.join(client, port));
    return front.getLocalPort();
  }

  private Path store() {
    return folder.resolve("front.p12");
  }

  private void keytool(String command, String... more) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(List.of(command, "-alias", "front", "-storetype", "PKCS12"));
    words.addAll(List.of("-keystore", store().toString(), "-storepass", PASSWORD));
    words.addAll(List.of(more));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(said);
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket front : fronts) {
      front.close();
    }
  }
}
