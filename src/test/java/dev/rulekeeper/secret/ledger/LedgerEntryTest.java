package dev.rulekeeper.secret.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.expiry.ExpirySource;
import dev.rulekeeper.secret.place.SecretUse;
import dev.rulekeeper.yaml.Yaml;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger learns, what it forgets, and what becomes of a secret that gets another name. */
class LedgerEntryTest {
  private static final SecretName BOT = new SecretName("bot");
  private static final SecretName CI = new SecretName("ci");
  private static final LocalDate MARCH = LocalDate.of(2027, 3, 1);
  private static final LocalDate JUNE = LocalDate.of(2027, 6, 1);

  @Property(seed = Draws.SEED, tries = 300)
  void what_is_written_is_read_again(@ForAll("ledgers") Ledger ledger) {
    assertThat(Ledger.read(ledger.write())).isEqualTo(ledger);
    assertThat(read(Yaml.write(ledger.write()))).isEqualTo(ledger);
  }

  @ParameterizedTest(
      name = "the ledger says {0} by {1}, {2} by {3} is known: {4} by {5}, doubted {6}")
  @CsvSource({
    // the ledger says,      what is known,            then,                    doubted
    "'',         '',         2027-03-01, value,        2027-03-01, value,        false",
    "2027-06-01, '',         2027-03-01, value,        2027-06-01, person,       true",
    "2027-06-01, person,     2027-03-01, organization, 2027-06-01, person,       true",
    "2027-03-01, person,     2027-03-01, value,        2027-03-01, person,       false",
    "2027-06-01, value,      2027-03-01, value,        2027-03-01, value,        false",
    "2027-06-01, latest,     2027-03-01, organization, 2027-03-01, organization, false",
    "'',         '',         2027-03-01, latest,       2027-03-01, latest,       false",
    "2027-06-01, latest,     2027-03-01, latest,       2027-06-01, latest,       false",
    "2027-06-01, '',         2027-03-01, latest,       2027-06-01, person,       true",
    "2027-03-01, '',         2027-06-01, latest,       2027-03-01, person,       false",
    "'',         person,     2027-03-01, value,        '',         '',           false",
  })
  void what_a_person_wrote_stays_and_is_doubted_where_it_cannot_be_right(
      String day,
      String source,
      String known,
      String knownSource,
      String then,
      String thenSource,
      boolean doubted) {
    String entry =
        (day.isEmpty() ? "" : "expires: " + day + ", ")
            + (source.isEmpty() ? "" : "expires-from: " + source + ", ")
            + "owner: ops";
    Ledger ledger = read("secrets: {bot: {" + entry + "}}");
    Map<SecretName, Expiry> told =
        Map.of(BOT, new Expiry(LocalDate.parse(known), ExpirySource.of(knownSource).orElseThrow()));
    Optional<Expiry> expiry = entry(ledger.learning(told), BOT).expiry();
    assertThat(expiry.map(e -> e.day().toString()).orElse("")).isEqualTo(then);
    assertThat(expiry.map(e -> e.source().word()).orElse("")).isEqualTo(thenSource);
    assertThat(ledger.doubts(told)).hasSize(doubted ? 1 : 0);
    assertThat(entry(ledger.learning(told), BOT).owner()).hasValue("ops");
  }

  @Test
  void a_doubt_says_both_dates_and_what_to_do() {
    Ledger ledger = read("secrets: {bot: {expires: 2027-06-01}}");
    assertThat(ledger.doubts(Map.of(BOT, new Expiry(MARCH, ExpirySource.VALUE))))
        .containsExactly(
            "secrets.yaml says that bot expires on 2027-06-01, but it is 2027-03-01 (the value says"
                + " so); what a person wrote stays: correct the date, or take it out to have the"
                + " right one written");
    assertThat(ledger.doubts(Map.of(CI, new Expiry(MARCH, ExpirySource.VALUE)))).isEmpty();
  }

  @Property(seed = Draws.SEED, tries = 100)
  void of_names_that_it_does_not_know_the_ledger_learns_nothing(@ForAll("ledgers") Ledger ledger) {
    Map<SecretName, Expiry> stranger =
        Map.of(new SecretName("stranger"), new Expiry(MARCH, ExpirySource.VALUE));
    assertThat(ledger.learning(stranger)).isEqualTo(ledger);
  }

  @ParameterizedTest
  @CsvSource({
    "'', true, true",
    "acme, true, false",
    "stage, false, true",
    "'acme, stage', true, true"
  })
  void a_secret_is_for_the_sites_that_are_named_and_for_all_where_none_is(
      String sites, boolean acme, boolean stage) {
    Ledger ledger = read("secrets: {bot: {sites: [" + sites + "]}, ci: {}}");
    assertThat(entry(ledger, BOT).isFor(new SiteName("acme"))).isEqualTo(acme);
    assertThat(ledger.notFor(new SiteName("acme")))
        .isEqualTo(acme ? java.util.Set.of() : java.util.Set.of(BOT));
    assertThat(ledger.notFor(new SiteName("stage"))).hasSize(stage ? 0 : 1);
  }

  @Test
  void the_policy_of_a_site_forbids_what_is_for_others() {
    ObjectNode rule = Rules.request("https://a.example/", "<<secret:bot>>");
    Ledger ledger = read("secrets: {bot: {any-host: true, sites: [stage]}}");
    assertThat(EgressPolicy.of(ledger, new SiteName("acme")).violations(rule))
        .extracting(EgressPolicy.Violation::target)
        .containsExactly("acme");
    assertThat(EgressPolicy.of(ledger, new SiteName("stage")).violations(rule)).isEmpty();
    assertThat(EgressPolicy.of(ledger).violations(rule)).as("of no site").isEmpty();
  }

  @Test
  void what_expires_by_a_day_is_named_for_the_site_that_uses_it() {
    Ledger ledger =
        read(
            """
            secrets:
              bot: {expires: 2027-03-01}
              ci: {expires: 2027-03-01, sites: [stage]}
              later: {expires: 2027-06-01}
              dateless: {}
            """);
    SiteName acme = new SiteName("acme");
    assertThat(ledger.expiringBy(MARCH, acme)).containsExactly(BOT);
    assertThat(ledger.expiringBy(MARCH.minusDays(1), acme)).isEmpty();
    assertThat(ledger.expiringBy(JUNE, acme)).containsExactly(BOT, new SecretName("later"));
    assertThat(ledger.expiringBy(MARCH, new SiteName("stage"))).containsExactly(BOT, CI);
  }

  @Test
  void a_value_is_meant_as_it_is_only_where_the_ledger_says_so() {
    Ledger ledger = read("secrets: {bot: {verbatim: true}, ci: {}}");
    assertThat(ledger.isVerbatim(BOT)).isTrue();
    assertThat(ledger.isVerbatim(CI)).isFalse();
    assertThat(ledger.isVerbatim(new SecretName("stranger"))).isFalse();
  }

  @Test
  void a_secret_that_gets_another_name_takes_its_entry_along_and_is_remembered() {
    Ledger ledger = read("secrets: {bot: {hosts: [a.example]}}").renamed(BOT, CI);
    assertThat(ledger.entries()).containsOnlyKeys(CI);
    assertThat(entry(ledger, CI).hosts()).containsExactly("a.example");
    assertThat(ledger.renamed()).isEqualTo(Map.of(BOT, CI));
    assertThat(read(Yaml.write(ledger.write()))).isEqualTo(ledger);
  }

  @Test
  void names_that_were_given_before_lead_to_the_last_one_and_back_is_no_way() {
    SecretName third = new SecretName("third");
    Ledger twice = read("secrets: {bot: {}}").renamed(BOT, CI).renamed(CI, third);
    assertThat(twice.renamed()).isEqualTo(Map.of(BOT, third, CI, third));
    assertThat(twice.renamed(third, BOT).renamed()).isEqualTo(Map.of(CI, BOT, third, BOT));
  }

  @Test
  void two_secrets_that_become_one_may_do_what_either_might() {
    Ledger ledger =
        read("""
        secrets:
          bot: {owner: ops, hosts: [a.example, b.example], publish: [log], any-host: true, sites: [acme], access: [scope], expires: 2027-03-01, expires-from: value}
          ci: {hosts: [b.example, c.example], sites: [stage], verbatim: true, description: of CI}
        """)
            .renamed(BOT, CI);
    LedgerEntry one = entry(ledger, CI);
    assertThat(one.owner()).hasValue("ops");
    assertThat(one.description()).hasValue("of CI");
    assertThat(one.hosts()).containsExactly("a.example", "b.example", "c.example");
    assertThat(one.publish()).containsExactly("log");
    assertThat(one.anyHost()).isTrue();
    assertThat(one.verbatim()).isTrue();
    assertThat(one.sites()).containsExactly(new SiteName("acme"), new SiteName("stage"));
    assertThat(one.access()).containsExactly("scope");
    assertThat(one.expiry()).hasValue(new Expiry(MARCH, ExpirySource.VALUE));
  }

  @Test
  void of_two_dates_the_one_of_the_name_that_stays_counts_with_its_source() {
    Ledger ledger =
        read("secrets: {bot: {expires: 2027-03-01, expires-from: value}, ci: {expires:"
                + " 2027-06-01}}")
            .renamed(BOT, CI);
    assertThat(entry(ledger, CI).expiry()).hasValue(new Expiry(JUNE, ExpirySource.PERSON));
  }

  @Test
  void a_secret_for_all_sites_stays_one_whatever_it_is_joined_with() {
    Ledger ledger = read("secrets: {bot: {}, ci: {sites: [stage]}}").renamed(BOT, CI);
    assertThat(entry(ledger, CI).sites()).isEmpty();
  }

  @Test
  void names_that_are_taken_out_are_gone() {
    Ledger ledger = read("secrets: {bot: {}, ci: {}}");
    assertThat(ledger.without(java.util.Set.of(BOT)).entries()).containsOnlyKeys(CI);
  }

  @Test
  void what_is_adopted_is_allowed_where_it_stands_and_nothing_is_said_of_a_value_that_is_there() {
    ObjectNode rule = Rules.request("https://b.example/", "<<secret:bot>> <<secret:bot>>");
    rule.put("description", "<<secret:bot>>");
    Ledger ledger = Ledger.empty().withAdopted(BOT, SecretUse.in(rule), false);
    assertThat(entry(ledger, BOT).hosts()).containsExactly("b.example");
    assertThat(entry(ledger, BOT).publish()).containsExactly("description");
    assertThat(entry(ledger, BOT).description()).isEmpty();
    assertThat(entry(Ledger.empty().withAdopted(BOT, List.of(), true), BOT).description())
        .hasValue("its value was hidden in the export: supply it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [secrets]                                | the file is not a mapping
          {renamed: []}                            | renamed is not a mapping
          {renamed: {bot: A B}}                    | 'A B' is not a secret name
          {renamed: {A B: bot}}                    | 'A B' is not a secret name
          {secrets: {bot: {sites: [A B]}}}         | bot: 'A B' is not the name of a site
          {secrets: {bot: {access: [all]}}}        | bot: access has the unknown way 'all'
          {secrets: {bot: {any-host: null}}}       | bot: any-host is neither true nor false
          {secrets: {bot: {check: atlassian me}}}  | bot: check does not say where the secret may be tried out
          """)
  void what_is_wrong_is_said(String text, String message) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> read(text))
        .hasMessageStartingWith("secrets.yaml: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com/me",
    "basic bot@acme.example https://api.example.com/me",
    "header X-Key https://api.example.com/me",
    "atlassian bot@acme.example",
    "http://127.0.0.1:8080/me",
  })
  void a_value_can_be_tried_out_in_these_ways(String check) {
    assertThat(entry(read("secrets: {bot: {check: '" + check + "'}}"), BOT).check())
        .hasValue(check);
  }

  private static LedgerEntry entry(Ledger ledger, SecretName name) {
    return java.util.Objects.requireNonNull(ledger.entries().get(name));
  }

  private static Ledger read(String yaml) {
    return Ledger.read(Yaml.read("secrets.yaml", yaml));
  }

  @Provide
  Arbitrary<Ledger> ledgers() {
    Arbitrary<SecretName> names = Arbitraries.of("a", "b-c", "d.e_f").map(SecretName::new);
    return Combinators.combine(
            Arbitraries.maps(names, entries()).ofMaxSize(3),
            Arbitraries.maps(names.map(n -> new SecretName("old-" + n)), names).ofMaxSize(2))
        .as((entries, renamed) -> new Ledger(new TreeMap<>(entries), new TreeMap<>(renamed)));
  }

  private static Arbitrary<LedgerEntry> entries() {
    Arbitrary<Optional<String>> text = Arbitraries.of("ops", "no", "0123", "a: b").optional();
    Arbitrary<List<String>> hosts = Arbitraries.of("a.example", "*.b.example").list().ofMaxSize(2);
    Arbitrary<Optional<LocalDate>> day = Arbitraries.of(MARCH, JUNE).optional();
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    Arbitrary<LedgerEntry> plain =
        Combinators.combine(
                text,
                text,
                day,
                hosts,
                flag,
                Arbitraries.of("log", "email").list().ofMaxSize(2),
                flag)
            .as(
                (owner, description, expires, sent, any, published, verbatim) ->
                    new LedgerEntry(
                        owner,
                        description,
                        expires,
                        sent,
                        any,
                        published,
                        Optional.of("https://a.example/me").filter(check -> verbatim),
                        any ? List.of(new SiteName("acme")) : List.of(),
                        verbatim,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    Arbitrary<Expiry> expiries =
        Arbitraries.of(ExpirySource.values()).map(source -> new Expiry(MARCH, source));
    return Combinators.combine(plain, expiries.optional(), flag)
        .as(
            (entry, expiry, listed) -> {
              LedgerEntry dated = expiry.map(entry::expiring).orElse(entry);
              return listed ? dated.listedAs(new TokenReference("b@acme.example", "ci")) : dated;
            });
  }
}
