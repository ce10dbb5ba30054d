package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.ALICE;
import static dev.rulekeeper.git.RealGit.files;
import static dev.rulekeeper.git.RealGit.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** HTTPS with Basic auth and a private authority. */
class HttpsServerTest extends ServerScenarios {
  @Override
  String url(String name) {
    return "https://" + server.host() + ":" + server.port(443) + "/" + name + ".git";
  }

  @Override
  Map<String, String> access(Path folder) {
    return Map.of(
        "RULEKEEPER_GIT_USERNAME", GitServer.USER,
        "RULEKEEPER_GIT_PASSWORD", GitServer.PASSWORD,
        "GIT_SSL_CAINFO", server.authority(folder).toString());
  }

  @Override
  void configure(Path clone, Path folder) {
    git(clone, "config", "http.sslCAInfo", server.authority(folder).toString());
    git(
        clone,
        "config",
        "credential.helper",
        "!f() { echo username="
            + GitServer.USER
            + "; echo password="
            + GitServer.PASSWORD
            + "; }; f");
  }

  @Test
  void the_authority_may_stand_in_the_configuration_and_the_login_in_the_url() {
    Path clone = cloned("clone");
    git(clone, "config", "--unset", "credential.helper");
    git(clone, "remote", "set-url", "origin", withLogin(GitServer.PASSWORD));
    assertThat(push(clone, ALICE)).isNull();
    assertThat(server.in(name, "git log --format=%s main")).isEqualTo("Export\nBegin");
  }

  @Test
  void a_header_of_the_configuration_logs_in_as_build_servers_set_it() {
    Path clone = cloned("clone");
    git(clone, "config", "--unset", "credential.helper");
    String login = GitServer.USER + ":" + GitServer.PASSWORD;
    git(
        clone,
        "config",
        "http." + url(name) + ".extraHeader",
        "Authorization: Basic "
            + java.util.Base64.getEncoder().encodeToString(RealGit.bytes(login)));
    assertThat(push(clone, ALICE)).isNull();
  }

  @Test
  void a_credential_helper_of_the_configuration_logs_in() {
    assertThat(push(cloned("clone"), ALICE)).isNull();
    assertThat(server.in(name, "git log --format=%s main")).isEqualTo("Export\nBegin");
  }

  @Test
  void the_environment_goes_before_a_credential_helper() {
    Path clone = cloned("clone");
    Map<String, String> environment = new HashMap<>(ALICE);
    environment.put("RULEKEEPER_GIT_PASSWORD", "wrongEXAMPLE");
    assertThat(push(clone, environment).hint()).contains("RULEKEEPER_GIT_PASSWORD");
  }

  @Test
  void without_an_installed_git_the_environment_still_logs_in() {
    Map<String, String> environment = new HashMap<>(ALICE);
    environment.putAll(access(folder));
    environment.put("RULEKEEPER_GIT", "builtin");
    assertThat(push(cloned("clone"), environment)).isNull();
  }

  @Test
  void an_authority_that_is_not_trusted_is_explained() {
    Path clone = cloned("clone");
    git(clone, "config", "--unset", "http.sslCAInfo");
    Map<String, String> environment = new HashMap<>(ALICE);
    environment.put("RULEKEEPER_GIT_PASSWORD", GitServer.PASSWORD);
    GitException failed = push(clone, environment);
    assertThat(failed.hint()).contains("GIT_SSL_CAINFO", "http.sslCAInfo");
    assertThat(server.in(name, "git log --format=%s main")).isEqualTo("Begin");
  }

  @Test
  void a_wrong_password_is_explained_and_never_shown() {
    Path clone = cloned("clone");
    git(clone, "config", "--unset", "credential.helper");
    git(clone, "remote", "set-url", "origin", withLogin("wrongEXAMPLE"));
    GitException failed = push(clone, ALICE);
    assertThat(failed.hint()).contains("RULEKEEPER_GIT_PASSWORD");
    assertThat(RealGit.told(failed) + failed.hint())
        .doesNotContain("wrongEXAMPLE")
        .contains(url(name));
  }

  @Test
  void no_password_is_explained() {
    Path clone = cloned("clone");
    git(clone, "config", "--unset", "credential.helper");
    assertThat(push(clone, ALICE).hint()).contains("RULEKEEPER_GIT_PASSWORD");
  }

  @Test
  void a_repository_that_is_not_there_is_explained() {
    Path clone = cloned("clone");
    git(clone, "remote", "set-url", "origin", url("none"));
    Map<String, String> environment = new HashMap<>(ALICE);
    environment.putAll(access(folder));
    assertThat(push(clone, environment).hint()).contains("git remote -v");
  }

  private String withLogin(String password) {
    return url(name).replace("https://", "https://" + GitServer.USER + ":" + password + "@");
  }

  private static GitException push(Path clone, Map<String, String> environment) {
    return catchThrowableOfType(
        GitException.class,
        () -> {
          try (WorkTree tree = WorkTree.open(clone, environment)) {
            tree.commit(files("a.yaml", "a\n"), "Export", Optional.empty());
            tree.push(Optional.empty());
          }
        });
  }
}
