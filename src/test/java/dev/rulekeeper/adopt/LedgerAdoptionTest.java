package dev.rulekeeper.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.ledger.EgressPolicy;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.ledger.LedgerEntry;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.yaml.Yaml;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The ledger learns where a new secret stands today, and allows that and nothing else. */
class LedgerAdoptionTest {
  private static final RuleId ID = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470");
  private static final SecretName CI = new SecretName("ci");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

  @Test
  void a_new_name_is_allowed_at_the_hosts_and_places_where_it_stands() {
    LedgerAdoption adoption =
        adopted(
            Ledger.empty(),
            Rules.request("https://a.example/x", "<<secret:ci>>"),
            Rules.request("https://b.example/x", "<<secret:ci>>"),
            Rules.comment("token: <<secret:ci>>"));
    LedgerEntry entry = adoption.ledger().entries().get(CI);
    assertThat(Objects.requireNonNull(entry).hosts()).containsExactly("a.example", "b.example");
    assertThat(entry.publish()).containsExactly("comment");
    assertThat(entry.anyHost()).isFalse();
    assertThat(entry.access()).as("nobody may open the rules to others").isEmpty();
  }

  @Test
  void what_is_sent_without_encryption_today_is_allowed_and_warned_of() {
    LedgerAdoption adoption =
        adopted(Ledger.empty(), Rules.request("http://a.example/x", "<<secret:ci>>"));
    assertThat(Objects.requireNonNull(adoption.ledger().entries().get(CI)).hosts())
        .containsExactly("http://a.example");
    assertThat(adoption.warnings())
        .singleElement()
        .asString()
        .contains("without encryption to a.example");
  }

  @Test
  void a_host_that_only_the_site_knows_allows_any() {
    LedgerAdoption adoption =
        adopted(Ledger.empty(), Rules.request("https://{{host}}/x", "<<secret:ci>>"));
    assertThat(Objects.requireNonNull(adoption.ledger().entries().get(CI)).anyHost()).isTrue();
  }

  @Test
  void a_host_in_a_variable_is_the_one_of_the_site() {
    Rendering rendering = new Rendering(Secrets.map(Map.of()), Map.of("host", "ci.example"));
    LedgerAdoption adoption =
        LedgerAdoption.of(
            Ledger.empty(),
            List.of(rule(Rules.request("https://<<var:host>>/x", "<<secret:ci>>"))),
            rendering,
            name -> true,
            Set.of());
    assertThat(Objects.requireNonNull(adoption.ledger().entries().get(CI)).hosts())
        .containsExactly("ci.example");
  }

  @Test
  void what_the_ledger_knows_already_is_not_widened() {
    Ledger known = ledger("secrets: {ci: {hosts: [a.example]}}");
    LedgerAdoption adoption =
        adopted(known, Rules.request("https://evil.example/x", "<<secret:ci>>"));
    assertThat(adoption.ledger()).isEqualTo(known);
  }

  @Test
  void only_names_that_are_wanted_are_added() {
    ObjectNode both = Rules.body("<<secret:ci>> <<secret:other>>");
    LedgerAdoption adoption =
        LedgerAdoption.of(Ledger.empty(), List.of(rule(both)), NOTHING, CI::equals, Set.of());
    assertThat(adoption.ledger().entries()).containsOnlyKeys(CI);
  }

  @Test
  void a_value_that_the_source_left_out_is_asked_for() {
    LedgerAdoption adoption =
        LedgerAdoption.of(
            Ledger.empty(),
            List.of(rule(Rules.body("<<secret:ci>>"))),
            NOTHING,
            n -> true,
            Set.of(CI));
    assertThat(Objects.requireNonNull(adoption.ledger().entries().get(CI)).description())
        .hasValue("its value was hidden in the export: supply it");
  }

  @Test
  void a_secret_under_other_eyes_is_allowed_with_a_warning() {
    LedgerAdoption adoption =
        adopted(Ledger.empty(), Rules.comment("<<secret:ci>>"), Rules.log("<<secret:ci>>"));
    assertThat(adoption.warnings())
        .containsExactly(
            "<<secret:ci>> stands where others can read it (comment, log); secrets.yaml allows it"
                + " since it stands there today: take it away there and in the rule, if you can");
    assertThat(adopted(Ledger.empty(), Rules.body("<<secret:ci>>")).warnings()).isEmpty();
  }

  @Property(seed = Draws.SEED, tries = 100)
  void what_stands_there_at_adoption_is_no_violation(@ForAll("rules") List<ObjectNode> rules) {
    Ledger ledger = adopted(Ledger.empty(), rules.toArray(ObjectNode[]::new)).ledger();
    for (ObjectNode rule : rules) {
      assertThat(EgressPolicy.of(ledger).violations(rule)).isEmpty();
    }
  }

  @Property(seed = Draws.SEED, tries = 100)
  void to_adopt_again_changes_nothing(@ForAll("rules") List<ObjectNode> rules) {
    ObjectNode[] all = rules.toArray(ObjectNode[]::new);
    Ledger once = adopted(Ledger.empty(), all).ledger();
    LedgerAdoption again = adopted(once, all);
    assertThat(again.ledger()).isEqualTo(once);
    assertThat(again.warnings()).isEmpty();
  }

  @Property(seed = Draws.SEED, tries = 100)
  void the_file_says_what_was_adopted(@ForAll("rules") List<ObjectNode> rules) {
    LedgerAdoption adoption = adopted(Ledger.empty(), rules.toArray(ObjectNode[]::new));
    assertThat(ledger(new LedgerFile(Ledger.empty(), Optional.empty()).saying(adoption.ledger())))
        .isEqualTo(adoption.ledger());
  }

  @Test
  void comments_that_people_wrote_into_the_ledger_stay() {
    String before = "# Ask ops first.\nsecrets:\n  known: # since 2024\n    hosts: [a.example]\n";
    LedgerAdoption adoption = adopted(ledger(before), Rules.body("<<secret:ci>>"));
    assertThat(new LedgerFile(Ledger.empty(), Optional.of(before)).saying(adoption.ledger()))
        .startsWith("# Ask ops first.\n")
        .contains("known: # since 2024")
        .contains("ci:");
  }

  @Test
  void an_address_that_says_when_its_signature_ends_dates_the_secret() {
    ObjectNode signed =
        Rules.request("https://a.example/x?se=2026-12-24T12:00:00Z&sig=<<secret:ci>>");
    LedgerAdoption adoption =
        adopted(Ledger.empty(), signed).dated(NO_VALUES, List.of(rule(signed)), TODAY);
    assertThat(Objects.requireNonNull(adoption.ledger().entries().get(CI)).expires())
        .hasValue(LocalDate.of(2026, 12, 24));
    assertThat(adoption.warnings()).isEmpty();
  }

  @Test
  void of_several_addresses_the_first_that_ends_counts() {
    ObjectNode later =
        Rules.request("https://a.example/x?se=2026-12-24T12:00:00Z&sig=<<secret:ci>>");
    ObjectNode sooner =
        Rules.request("https://a.example/x?se=2026-12-03T12:00:00Z&sig=<<secret:ci>>");
    Map<SecretName, dev.rulekeeper.secret.expiry.Expiry> known =
        KnownExpiry.of(NO_VALUES, List.of(rule(later), rule(sooner)), TODAY).expiries();
    assertThat(Objects.requireNonNull(known.get(CI)).day()).isEqualTo(LocalDate.of(2026, 12, 3));
  }

  @Test
  void a_date_that_a_person_wrote_stays_and_is_doubted() {
    Ledger dated = ledger("secrets: {ci: {expires: 2027-06-01, hosts: [a.example]}}");
    ObjectNode signed =
        Rules.request("https://a.example/x?se=2026-12-24T12:00:00Z&sig=<<secret:ci>>");
    LedgerAdoption adoption =
        new LedgerAdoption(dated, List.of()).dated(NO_VALUES, List.of(rule(signed)), TODAY);
    assertThat(adoption.ledger()).isEqualTo(dated);
    assertThat(adoption.warnings()).hasSize(1);
    assertThat(adoption.warnings().get(0))
        .startsWith("secrets.yaml says that ci expires on 2027-06-01, but it is ");
  }

  private static final Rendering NOTHING = new Rendering(Secrets.map(Map.of()), Map.of());
  private static final SecretMap NO_VALUES = Secrets.map(Map.of());

  @Provide
  Arbitrary<List<ObjectNode>> rules() {
    Arbitrary<String> tag =
        Arbitraries.of("<<secret:ci>>", "<<secret:bot>>", "<<#base64>>a:<<secret:bot>><</base64>>");
    Arbitrary<String> url =
        Arbitraries.of(
            "https://a.example/x",
            "https://B.example:8443/",
            "https://{{x}}/",
            "https://c.example/?k=<<secret:key>>");
    return Arbitraries.oneOf(
            Combinators.combine(url, tag).as(Rules::request),
            tag.map(Rules::comment),
            tag.map(Rules::log),
            tag.map(text -> Rules.header("X-Key", text)),
            tag.map(text -> Rules.variable("note", text)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static LedgerAdoption adopted(Ledger ledger, ObjectNode... rules) {
    List<Rule> all = java.util.Arrays.stream(rules).map(LedgerAdoptionTest::rule).toList();
    return LedgerAdoption.of(ledger, all, NOTHING, name -> true, Set.of());
  }

  private static Rule rule(ObjectNode fields) {
    return new Rule(ID, fields);
  }

  private static Ledger ledger(String yaml) {
    return Ledger.read(Yaml.read("secrets.yaml", yaml));
  }
}
