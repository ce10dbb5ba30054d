package dev.rulekeeper.secret.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.SecretException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
  private static final String FULL =
      """
      {"secrets": {
        "jira-bot": {"owner": "platform", "description": "of the bot", "expires": "2027-03-01",
                     "hosts": ["api.example.com", "*.Acme.com"], "any-host": true,
                     "publish": ["log"], "check": "https://api.example.com/me",
                     "sites": ["acme", "staging"], "verbatim": true},
        "unused": null}}\
      """;

  @Test
  void every_key_is_read() {
    var ledger = Ledger.read(ExactJson.read(FULL));
    assertThat(ledger.entries().get(new SecretName("jira-bot")))
        .isEqualTo(
            new LedgerEntry(
                Optional.of("platform"),
                Optional.of("of the bot"),
                Optional.of(LocalDate.of(2027, 3, 1)),
                List.of("api.example.com", "*.acme.com"),
                true,
                List.of("log"),
                Optional.of("https://api.example.com/me"),
                List.of(new SiteName("acme"), new SiteName("staging")),
                true,
                List.of(),
                Optional.empty(),
                Optional.empty()));
    assertThat(ledger.entries().get(new SecretName("unused"))).isEqualTo(LedgerEntry.empty());
  }

  @Test
  void what_is_written_is_read_again() {
    var ledger = Ledger.read(ExactJson.read(FULL));
    assertThat(Ledger.read(ledger.write())).isEqualTo(ledger);
    var dated =
        Ledger.read(
            ExactJson.read(
                "{\"secrets\": {\"a\": {\"expires\": \"2027-03-01\", \"expires-from\":"
                    + " \"organization\", \"token\": {\"user\": \"b@acme.com\", \"label\":"
                    + " \"ci: yes\"}}}}"));
    assertThat(Ledger.read(dated.write())).isEqualTo(dated);
    assertThat(dated.entries().getOrDefault(new SecretName("a"), LedgerEntry.empty()).token())
        .contains(new TokenReference("b@acme.com", "ci: yes"));
  }

  @Test
  void an_empty_file_is_an_empty_ledger() {
    assertThat(Ledger.read(ExactJson.read("null"))).isEqualTo(Ledger.empty());
    assertThat(Ledger.read(ExactJson.read("{}"))).isEqualTo(Ledger.empty());
    assertThat(Ledger.read(ExactJson.read("{\"secrets\": null}"))).isEqualTo(Ledger.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"secret\": {}} | unknown key 'secret'; the keys at the top are secrets and renamed",
        "{\"secrets\": []} | secrets is not a mapping",
        "{\"secrets\": {\"A B\": {}}} | 'A B' is not a secret name; use lower-case letters",
        "{\"secrets\": {\"a\": \"x\"}} | a is not a mapping",
        "{\"secrets\": {\"a\": {\"owners\": \"x\"}}} | a has the unknown key 'owners'; the keys are"
            + " owner, description, expires, hosts, any-host, publish, check",
        "{\"secrets\": {\"a\": {\"owner\": 1}}} | a: owner is not a text",
        "{\"secrets\": {\"a\": {\"expires-from\": \"me\"}}} | a: expires-from is 'me'; the sources"
            + " are person, value, latest, organization, service",
        "{\"secrets\": {\"a\": {\"token\": {\"user\": \"b\"}}}} | a: token does not say which"
            + " token",
        "{\"secrets\": {\"a\": {\"expires\": \"2026-02-30\"}}} | a: expires is '2026-02-30'; write"
            + " a date that exists as YYYY-MM-DD",
        "{\"secrets\": {\"a\": {\"expires\": \"soon\"}}} | a: expires is 'soon'",
        "{\"secrets\": {\"a\": {\"hosts\": \"x.com\"}}} | a: hosts is not a list",
        "{\"secrets\": {\"a\": {\"hosts\": [1]}}} | a: hosts holds what is not a text",
        "{\"secrets\": {\"a\": {\"hosts\": [\"https://x.com\"]}}} | a: 'https://x.com' is not a"
            + " host; write a host name without port",
        "{\"secrets\": {\"a\": {\"any-host\": \"yes\"}}} | a: any-host is neither true nor false",
        "{\"secrets\": {\"a\": {\"publish\": [\"wiki\"]}}} | a: publish has the unknown place"
            + " 'wiki'; the places are comment, condition, description, email",
        "{\"secrets\": {\"a\": {\"check\": \"http://x.com/me\"}}} | a: check does not say where the"
            + " secret may be tried out",
        "{\"secrets\": {\"a\": {\"check\": \"https://{{x}}/me\"}}} | a: check does not say where"
            + " the secret may be tried out"
      })
  void what_is_wrong_is_said_with_what_is_right(String tree, String message) {
    assertThatThrownBy(() -> Ledger.read(ExactJson.read(tree)))
        .isInstanceOf(SecretException.class)
        .hasMessageStartingWith("secrets.yaml: ")
        .hasMessageContaining(message);
  }
}
