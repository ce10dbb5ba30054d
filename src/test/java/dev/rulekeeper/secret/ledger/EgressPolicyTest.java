package dev.rulekeeper.secret.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.place.SecretUse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {
  private static final SecretName NAME = new SecretName("ci");

  private static Ledger allowing(List<String> hosts, boolean anyHost, List<String> publish) {
    var entry = LedgerEntry.empty().sentTo(hosts, anyHost, publish);
    return Ledger.empty().with(NAME, entry);
  }

  private static List<EgressPolicy.Violation> violations(Ledger ledger, ObjectNode rule) {
    return EgressPolicy.of(ledger).violations(rule);
  }

  private static ObjectNode to(String url) {
    return Rules.request(url, "{\"token\": \"<<secret:ci>>\"}");
  }

  @Test
  void a_listed_host_may_receive_the_secret() {
    var ledger = allowing(List.of("api.example.com"), false, List.of());
    assertThat(violations(ledger, to("https://API.example.com:8443/x"))).isEmpty();
  }

  @Test
  void a_listed_host_may_not_receive_it_in_clear_unless_the_ledger_says_so() {
    ObjectNode plain = to("http://api.example.com/x");
    var violations = violations(allowing(List.of("api.example.com"), false, List.of()), plain);
    assertThat(violations).hasSize(1);
    assertThat(violations.get(0).message())
        .isEqualTo(
            "<<secret:ci>> in body would go to api.example.com without encryption, for everybody on"
                + " the way to read; if that is right, write https into the address, or add"
                + " http://api.example.com to hosts under secrets.ci in secrets.yaml");
    for (String host : List.of("http://api.example.com", "http://*.example.com")) {
      var ledger = allowing(List.of(host), false, List.of());
      assertThat(violations(ledger, plain)).isEmpty();
      assertThat(violations(ledger, to("https://api.example.com/x"))).isEmpty();
      assertThat(violations(ledger, to("http://evil.example.net/x"))).hasSize(1);
    }
  }

  @Test
  void a_changed_host_is_a_violation_that_says_what_to_do() {
    var ledger = allowing(List.of("api.example.com"), false, List.of());
    var violations = violations(ledger, to("https://evil.example.net/x"));
    assertThat(violations).hasSize(1);
    assertThat(violations.get(0).target()).isEqualTo("evil.example.net");
    assertThat(violations.get(0).pointer()).hasToString("/components/0/value/customBody");
    assertThat(violations.get(0).message())
        .isEqualTo(
            "<<secret:ci>> in body would go to evil.example.net; if that is right, add"
                + " evil.example.net to hosts under secrets.ci in secrets.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://good.com@evil.com/",
        "https://good.com.evil.com/",
        "https://evilgood.com/",
        "https://good.com\\@evil.com/",
        "https://good.com\t.evil.com/",
        "https://{{x}}/",
        "https://good.com{{x}}/",
        "https://<<var:x>>/",
        "https://gооd.com/",
        "//good.com/",
        "{{x}}"
      })
  void no_trick_makes_another_host_look_like_a_listed_one(String url) {
    var ledger = allowing(List.of("good.com", "*.good.com"), false, List.of());
    assertThat(violations(ledger, to(url))).hasSize(1);
  }

  @Test
  void a_host_below_a_star_may_receive_it_and_the_bare_name_may_not() {
    var ledger = allowing(List.of("*.acme.com"), false, List.of());
    assertThat(violations(ledger, to("https://a.b.acme.com/"))).isEmpty();
    assertThat(violations(ledger, to("https://acme.com/"))).hasSize(1);
  }

  @Test
  void an_unknown_host_needs_any_host() {
    var url = "https://{{webhookData.host}}/x";
    assertThat(violations(allowing(List.of("api.example.com"), false, List.of()), to(url)))
        .extracting(EgressPolicy.Violation::target)
        .containsExactly("?");
    assertThat(violations(allowing(List.of(), true, List.of()), to(url))).isEmpty();
    assertThat(violations(allowing(List.of(), true, List.of()), to("https://a.com/"))).isEmpty();
  }

  @Test
  void an_entry_without_hosts_allows_none() {
    var ledger = Ledger.empty().with(NAME, LedgerEntry.empty());
    assertThat(violations(ledger, to("https://api.example.com/"))).hasSize(1);
  }

  @Test
  void a_name_that_the_ledger_does_not_know_is_a_violation_everywhere() {
    var violations = violations(Ledger.empty(), to("https://api.example.com/"));
    assertThat(violations).extracting(EgressPolicy.Violation::target).containsExactly("");
    assertThat(violations.get(0).message()).contains("secrets.yaml does not know it");
  }

  @Test
  void a_publishing_place_has_to_be_allowed_by_its_kind() {
    var rule = Rules.comment("the token is <<secret:ci>>");
    assertThat(violations(allowing(List.of("api.example.com"), true, List.of("log")), rule))
        .extracting(EgressPolicy.Violation::target)
        .containsExactly("comment");
    assertThat(violations(allowing(List.of(), false, List.of("comment")), rule)).isEmpty();
  }

  @Test
  void a_detour_through_a_variable_is_seen() {
    var rule = Rules.variable("note", "<<secret:ci>>");
    rule.withArray("components")
        .add(Rules.request("https://evil.com/?x={{note}}").at("/components/0"));
    assertThat(violations(allowing(List.of("api.example.com"), false, List.of()), rule))
        .extracting(EgressPolicy.Violation::target)
        .containsExactly("evil.com");
  }

  @Test
  void what_stands_there_at_adoption_is_allowed() {
    var rule = to("https://api.example.com/");
    rule.put("description", "uses <<secret:ci>>");
    rule.withArray("components")
        .add(Rules.request("https://{{x}}/", "<<secret:ci>>").at("/components/0"));
    var ledger = Ledger.empty().withAdopted(NAME, SecretUse.in(rule), false);
    assertThat(violations(ledger, rule)).isEmpty();
    assertThat(ledger.entries().values())
        .extracting(LedgerEntry::hosts, LedgerEntry::publish, LedgerEntry::anyHost)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                List.of("api.example.com"), List.of("description"), true));
  }
}
