package dev.rulekeeper.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.Test;

class RemoteCredentialsTest {
  private static final Map<String, String> BOT =
      Map.of(
          "RULEKEEPER_GIT_USERNAME", "bot",
          "RULEKEEPER_GIT_PASSWORD", "passwordEXAMPLE");

  @Test
  void the_environment_comes_before_the_url() {
    assertThat(answer("https://alice:urlEXAMPLE@git.example.com/x.git", BOT))
        .contains("bot:passwordEXAMPLE");
    assertThat(answer("https://alice:urlEXAMPLE@git.example.com/x.git", Map.of()))
        .contains("alice:urlEXAMPLE");
  }

  @Test
  void a_password_alone_gets_the_users_name_of_the_url_or_any() {
    Map<String, String> password = Map.of("RULEKEEPER_GIT_PASSWORD", "passwordEXAMPLE");
    assertThat(answer("https://alice@git.example.com/x.git", password))
        .contains("alice:passwordEXAMPLE");
    assertThat(answer("https://git.example.com/x.git", password)).contains("git:passwordEXAMPLE");
  }

  @Test
  void without_any_there_is_no_answer() {
    assertThat(answer("https://git.example.com/x.git", Map.of())).isEmpty();
  }

  @Test
  void only_the_remotes_own_host_and_port_is_answered() {
    RemoteCredentials login = new RemoteCredentials(uri("https://git.example.com/x.git"), BOT);
    assertThat(ask(login, "https://evil.example.com/x.git")).isEmpty();
    assertThat(ask(login, "https://git.example.com:444/x.git")).isEmpty();
    assertThat(ask(login, "http://git.example.com:443/x.git")).isEmpty();
    assertThat(ask(login, "https://git.example.com:443/x.git")).isPresent();
  }

  @Test
  void plain_http_is_answered_on_loopback_only() {
    assertThat(answer("http://git.example.com/x.git", BOT)).isEmpty();
    assertThat(answer("http://127.0.0.1:8080/x.git", BOT)).isPresent();
  }

  @Test
  void a_login_that_was_refused_is_not_tried_again() {
    RemoteCredentials login = new RemoteCredentials(uri("https://git.example.com/x.git"), BOT);
    assertThat(ask(login, "https://git.example.com/x.git")).isPresent();
    login.reset(uri("https://git.example.com/x.git"));
    assertThat(ask(login, "https://git.example.com/x.git")).isEmpty();
  }

  @Test
  void questions_for_a_person_are_not_answered() {
    RemoteCredentials login = new RemoteCredentials(uri("ssh://git@git.example.com/x.git"), BOT);
    assertThat(login.supports(new CredentialItem.YesNoType("trust that host?"))).isFalse();
    assertThat(login.isInteractive()).isFalse();
  }

  private static Optional<String> answer(String remote, Map<String, String> environment) {
    return ask(new RemoteCredentials(uri(remote), environment), remote);
  }

  private static Optional<String> ask(RemoteCredentials login, String url) {
    CredentialItem.Username user = new CredentialItem.Username();
    CredentialItem.Password password = new CredentialItem.Password();
    return login.get(uri(url), user, password)
        ? Optional.of(user.getValue() + ":" + new String(password.getValue()))
        : Optional.empty();
  }

  private static URIish uri(String text) {
    try {
      return new URIish(text);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
