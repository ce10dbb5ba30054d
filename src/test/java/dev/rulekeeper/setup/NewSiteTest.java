package dev.rulekeeper.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.yaml.Yaml;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewSiteTest {
  @ParameterizedTest
  @CsvSource({
    "https://acme.atlassian.net,             acme,    https://acme.atlassian.net",
    "https://acme.atlassian.net/jira/x?y=z,  acme,    https://acme.atlassian.net",
    "acme.atlassian.net,                     acme,    https://acme.atlassian.net",
    "HTTPS://ACME.atlassian.net,             '',      ''",
    "https://ACME.atlassian.net,             acme,    https://acme.atlassian.net",
    "http://localhost:8080/,                 sandbox, http://localhost:8080",
    "http://127.0.0.1:8080,                  sandbox, http://127.0.0.1:8080",
    "http://[::1]:8080,                      sandbox, http://[::1]:8080",
  })
  void an_address_is_read_as_people_write_it(String text, String name, String url) {
    if (name.isEmpty()) {
      assertThat(catchThrowableOfType(SetupException.class, () -> site(text))).isNotNull();
      return;
    }
    assertThat(site(text).name()).isEqualTo(new SiteName(name));
    assertThat(site(text).url()).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ftp://acme.example",
        "https://",
        "https://user:EXAMPLE@acme.example",
        "https://a b",
        "file:///etc"
      })
  void what_is_no_address_of_a_site_is_refused_with_an_example(String text) {
    SetupException refused = catchThrowableOfType(SetupException.class, () -> site(text));
    assertThat(refused).hasMessage("'" + text + "' is not the URL of a site");
    assertThat(refused.hint()).isEqualTo("write it like --url https://acme.atlassian.net");
  }

  @Test
  void a_name_that_was_given_is_the_name() {
    NewSite named = NewSite.of("https://acme.atlassian.net", Optional.of("prod"), "confluence");
    assertThat(named.name()).isEqualTo(new SiteName("prod"));
    assertThat(named.product()).isEqualTo("confluence");
  }

  @Test
  void its_configuration_is_one_that_can_be_read() {
    String text = site("https://acme.atlassian.net").configuration();
    Configuration read = Configuration.read(Yaml.read("rulekeeper.yaml", text));
    assertThat(read.sites()).containsOnlyKeys(new SiteName("acme"));
    assertThat(read.guards()).isEqualTo(Configuration.Guards.DEFAULT);
    assertThat(text).contains("# Sites and defaults of this rule repository.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          plain          | 'plain'
          a b            | 'a b'
          it's           | 'it'\\''s'
          """)
  void a_word_of_a_shell_is_one_whatever_is_in_it(String text, String quoted) {
    assertThat(ShellWord.quoted(text)).isEqualTo(quoted);
  }

  private static NewSite site(String url) {
    return NewSite.of(url, Optional.empty(), "jira");
  }
}
