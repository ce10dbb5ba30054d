package dev.rulekeeper.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;

class CommitIdentityTest {
  @Test
  void the_environment_comes_before_the_configuration() {
    CommitIdentity identity =
        CommitIdentity.of(
            config("[user]\nname = Conf\nemail = conf@example.com\n"),
            Map.of("GIT_AUTHOR_NAME", "Env", "GIT_COMMITTER_EMAIL", "env@example.com"));
    assertThat(text(identity.author())).isEqualTo("Env <conf@example.com>");
    assertThat(text(identity.committer())).isEqualTo("Conf <env@example.com>");
  }

  @Test
  void a_role_of_its_own_comes_before_the_user() {
    CommitIdentity identity =
        CommitIdentity.of(
            config("[user]\nname = U\nemail = u@example.com\n[author]\nname = A\n"), Map.of());
    assertThat(text(identity.author())).isEqualTo("A <u@example.com>");
    assertThat(text(identity.committer())).isEqualTo("U <u@example.com>");
  }

  @Test
  void EMAIL_is_asked_last() {
    Map<String, String> environment = Map.of("EMAIL", "mail@example.com");
    assertThat(text(CommitIdentity.of(config(""), environment).author()))
        .isEqualTo("rulekeeper <mail@example.com>");
    assertThat(
            text(
                CommitIdentity.of(config("[user]\nemail = u@example.com\n"), environment).author()))
        .isEqualTo("rulekeeper <u@example.com>");
  }

  @Test
  void useConfigOnly_forbids_to_make_a_name_up() {
    assertThatThrownBy(() -> CommitIdentity.of(config("[user]\nuseConfigOnly = true\n"), Map.of()))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("author");
  }

  private static String text(PersonIdent person) {
    return person.getName() + " <" + person.getEmailAddress() + ">";
  }

  private static Config config(String text) {
    try {
      Config config = new Config();
      config.fromText(text);
      return config;
    } catch (ConfigInvalidException e) {
      throw new AssertionError(e);
    }
  }
}
