package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rulekeeper.git.RealGit;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where only a proxy leads out, it leads to the site and to the remote. */
class ProxyTest {
  private static final String ID = "01942462-76da-7349-ba67-16b6650b37a4";
  private static final String SITE = "site.acme.example";
  private static final String GIT = "git.acme.example";
  private static final String LOGIN = "bot:proxy p@ssEXAMPLE";
  private static final String ENCODED = "bot:proxy%20p%40ssEXAMPLE";
  private static final String TOKEN = "git-tokenEXAMPLE";

  @TempDir private static Path folder;
  private static Sandbox sandbox;
  private static SharedRepository shared;
  private static TlsFront front;
  private static HttpServer remote;
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();
  private SandboxRepository clone;

  @BeforeAll
  static void share() throws Exception {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    shared = SharedRepository.of(sandbox, folder);
    front = new TlsFront(folder, SITE, GIT);
    remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    remote.setExecutor(THREADS);
    remote.createContext(
        "/remote.git", new GitOverHttp(folder).allow(TOKEN, GitOverHttp.Right.WRITE));
    remote.start();
    RealGit.git(folder.resolve("remote.git"), "config", "http.receivepack", "true");
  }

  @BeforeEach
  void takePart() throws Exception {
    clone = shared.cloned();
    String url = "https://" + GIT + "/remote.git";
    RealGit.git(clone.root(), "remote", "set-url", "origin", url);
    Map<String, String> environment = clone.environment();
    environment.put("RULEKEEPER_SITE_URL", "https://" + SITE);
    environment.put("RULEKEEPER_API_URL", "https://" + SITE);
    environment.put("RULEKEEPER_GIT_PASSWORD", TOKEN);
    environment.put("GIT_SSL_CAINFO", front.authority().toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("JDK_JAVA_OPTIONS", front.options());
  }

  @AfterAll
  static void stop() throws Exception {
    remote.stop(0);
    THREADS.shutdownNow();
    front.close();
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY, git, false",
    "https_proxy, git, true",
    "HTTPS_PROXY, builtin, true",
    "all_proxy, builtin, false"
  })
  void it_leads_to_the_site_and_to_the_remote(String variable, String git, boolean withLogin)
      throws Exception {
    clone.environment().put("RULEKEEPER_GIT", git);
    try (ConnectProxy proxy = proxy(withLogin ? Optional.of(LOGIN) : Optional.empty())) {
      clone.environment().put(variable, address(proxy, withLogin ? ENCODED + "@" : ""));
      sandbox.edit(ID, rule -> rule.put("description", "By " + variable + git));
      Run export = run("export", "--push");
      assertThat(export.exit()).as(export.said()).isZero();
      assertThat(proxy.tunnels()).contains(SITE, GIT);
      Run doctor = run("doctor");
      assertThat(doctor.said()).contains("by 127.0.0.1:" + proxy.port()).doesNotContain(ENCODED);
      assertThat(export.said()).doesNotContain(LOGIN, ENCODED);
    }
    assertThat(RealGit.git(folder.resolve("remote.git"), "show", "--stat", "main"))
        .contains("rules/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO_PROXY", "no_proxy"})
  void a_host_that_is_excepted_is_reached_without_it(String variable) throws Exception {
    int port = front.before(remote.getAddress().getPort());
    String url = "https://127.0.0.1:" + port + "/remote.git";
    RealGit.git(clone.root(), "remote", "set-url", "origin", url);
    clone.environment().put("RULEKEEPER_SITE_URL", sandbox.url());
    clone.environment().put("RULEKEEPER_API_URL", sandbox.url());
    for (String git : List.of("git", "builtin")) {
      clone.environment().put("RULEKEEPER_GIT", git);
      try (ConnectProxy proxy = proxy(Optional.empty())) {
        clone.environment().put("HTTPS_PROXY", address(proxy, ""));
        clone.environment().put("HTTP_PROXY", address(proxy, ""));
        clone.environment().put(variable, "intranet.example,127.0.0.1");
        Run sync = run("sync");
        assertThat(sync.exit()).as(sync.said()).isZero();
        assertThat(proxy.asked()).isEmpty();
      }
    }
  }

  @Test
  void its_login_does_not_reach_the_site() throws Exception {
    List<String> headers = new CopyOnWriteArrayList<>();
    HttpServer site =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          headers.addAll(exchange.getRequestHeaders().keySet());
          exchange.sendResponseHeaders(403, -1);
          exchange.close();
        });
    site.start();
    try (ConnectProxy proxy = new ConnectProxy(Optional.of(LOGIN))) {
      proxy.route(SITE, front.before(site.getAddress().getPort()));
      clone.environment().put("HTTPS_PROXY", address(proxy, ENCODED + "@"));
      assertThat(run("plan", "--without-base").exit()).isEqualTo(1);
    } finally {
      site.stop(0);
    }
    assertThat(headers).contains("User-agent").doesNotContain("Proxy-authorization");
  }

  @ParameterizedTest
  @ValueSource(strings = {"git", "builtin"})
  void a_login_that_it_refuses_is_explained_and_never_shown(String git) throws Exception {
    clone.environment().put("RULEKEEPER_GIT", git);
    try (ConnectProxy proxy = proxy(Optional.of("bot:anotherEXAMPLE"))) {
      clone.environment().put("HTTPS_PROXY", address(proxy, ENCODED + "@"));
      for (String command : List.of("plan", "doctor")) {
        Run run = run(command);
        assertThat(run.exit()).as(run.said()).isNotZero();
        assertThat(run.said()).contains("proxy", "HTTPS_PROXY").doesNotContain("ssEXAMPLE");
      }
    }
    assertThat(run("plan", "--without-base").said()).doesNotContain("ssEXAMPLE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://bot:p#ssEXAMPLE@127.0.0.1:PORT",
        "http://bot:p ssEXAMPLE@127.0.0.1:PORT",
        "bot:p_ssEXAMPLE@127.0.0.1:PORTx"
      })
  void one_that_cannot_be_used_is_explained_without_its_password(String text) throws Exception {
    try (ConnectProxy proxy = proxy(Optional.empty())) {
      clone.environment().put("HTTPS_PROXY", text.replace("PORT", "" + proxy.port()));
      for (String git : List.of("git", "builtin")) {
        clone.environment().put("RULEKEEPER_GIT", git);
        Run run = run("doctor");
        assertThat(run.exit()).as(run.said()).isNotZero();
        assertThat(run.said()).contains("proxy").doesNotContain("ssEXAMPLE");
      }
    }
  }

  @Test
  void a_host_that_it_does_not_let_through_is_explained() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy(Optional.empty())) {
      clone.environment().put("HTTPS_PROXY", address(proxy, ""));
      Run plan = run("plan", "--without-base");
      assertThat(plan.exit()).isEqualTo(1);
      assertThat(plan.said()).contains("proxy", "NO_PROXY");
    }
  }

  @Test
  void a_certificate_for_another_host_or_of_nobody_is_not_trusted() throws Exception {
    String other = "other.acme.example";
    try (ConnectProxy proxy = proxy(Optional.empty())) {
      proxy.route(other, front.before(java.net.URI.create(sandbox.url()).getPort()));
      clone.environment().put("HTTPS_PROXY", address(proxy, ""));
      clone.environment().put("RULEKEEPER_SITE_URL", "https://" + other);
      clone.environment().put("RULEKEEPER_API_URL", "https://" + other);
      assertThat(run("plan", "--without-base").said()).contains("no trusted TLS connection");
      clone.environment().put("RULEKEEPER_SITE_URL", "https://" + SITE);
      clone.environment().put("RULEKEEPER_API_URL", "https://" + SITE);
      clone.environment().remove("JDK_JAVA_OPTIONS");
      assertThat(run("plan", "--without-base").said()).contains("no trusted TLS connection");
      assertThat(proxy.tunnels()).contains(other, SITE);
    }
  }

  private ConnectProxy proxy(Optional<String> login) throws Exception {
    return new ConnectProxy(login)
        .route(SITE, front.before(java.net.URI.create(sandbox.url()).getPort()))
        .route(GIT, front.before(remote.getAddress().getPort()));
  }

  private static String address(ConnectProxy proxy, String login) {
    return "http://" + login + "127.0.0.1:" + proxy.port();
  }

  private record Run(int exit, String said) {}

  private Run run(String... arguments) throws Exception {
    int exit = new ChildProcess(clone, folder).run("run", arguments);
    return new Run(
        exit,
        Files.readString(folder.resolve("run.out")) + Files.readString(folder.resolve("run.err")));
  }
}
