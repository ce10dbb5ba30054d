package dev.rulekeeper.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateAuthorityTest {
  @TempDir Path folder;

  @Test
  void without_a_file_the_systems_certificates_count() {
    assertThat(PrivateAuthority.of(uri("https://git.example.com/x"), config(""), Map.of()))
        .isEmpty();
  }

  @Test
  void a_file_that_is_not_there_or_holds_no_certificate_is_named() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    for (Path file : new Path[] {folder.resolve("none.pem"), empty}) {
      assertThatThrownBy(() -> environment(file))
          .isInstanceOf(GitException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void the_most_special_url_of_the_configuration_wins_and_others_are_left_out() {
    String text =
        """
        [http]
          sslCAInfo = /general.pem
        [http "https://git.example.com"]
          sslCAInfo = /host.pem
        [http "https://git.example.com/team"]
          sslCAInfo = /team.pem
        """;
    assertThat(named("https://git.example.com/team/x.git", text)).contains("/team.pem");
    assertThat(named("https://git.example.com/other.git", text)).contains("/host.pem");
    assertThat(named("https://git.example.com:8443/x.git", text)).contains("/general.pem");
    assertThat(named("https://git.example.com.evil.test/x.git", text)).contains("/general.pem");
    assertThat(named("https://git.example.com/teammate/x.git", text)).contains("/host.pem");
  }

  private void environment(Path file) {
    PrivateAuthority.of(
        uri("https://git.example.com/x"),
        config("[http]\nsslCAInfo = /overruled.pem\n"),
        Map.of("GIT_SSL_CAINFO", file.toString()));
  }

  /** The files do not exist, and the message names the one that was tried. */
  private static String named(String url, String text) {
    try {
      PrivateAuthority.of(uri(url), config(text), Map.of());
      return "";
    } catch (GitException e) {
      return RealGit.told(e);
    }
  }

  private static URIish uri(String text) {
    try {
      return new URIish(text);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
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
