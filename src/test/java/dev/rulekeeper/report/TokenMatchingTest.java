package dev.rulekeeper.report;

import static dev.rulekeeper.report.ReportSamples.file;
import static dev.rulekeeper.report.ReportSamples.ledger;
import static dev.rulekeeper.report.ReportSamples.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.atlassian.OrganizationToken;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.expiry.ExpirySource;
import dev.rulekeeper.secret.ledger.TokenReference;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which secret is which of the tokens that an organization lists. */
class TokenMatchingTest {
  private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");
  private static final Optional<Instant> YESTERDAY =
      Optional.of(Instant.parse("2026-11-29T06:00:00Z"));
  private static final OrganizationToken CI = token("ci", "ALLOWED", "bot@acme.example");
  private static final OrganizationToken OLD = token("ci", "REVOKED", "bot@acme.example");
  private static final OrganizationToken MAIL = token("mail", "ALLOWED", "bot@acme.example");
  private static final OrganizationToken HER = token("laptop", "ALLOWED", "her@acme.example");

  @ParameterizedTest(name = "{0}, rule says {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # the ledger says                                    | the rule says                    | it may be
          {token: {user: bot@acme.example, label: ci}}         | Bearer <<secret:x>>              | ci
          {token: {user: BOT@acme.example, label: mail}}       | Bearer <<secret:x>>              | mail
          {token: {user: bot@acme.example, label: gone}}       | Bearer <<secret:x>>              | nothing known
          {}                                                   | Bearer <<secret:x>>              | no token
          {}                                                   | her@acme.example:<<secret:x>>    | laptop
          {}                                                   | HER@acme.example:<<secret:x>>    | laptop
          {}                                                   | bot@acme.example:<<secret:x>>    | ci mail ci
          {}                                                   | her@acme.example:<<secret:other>> | no token
          {check: atlassian her@acme.example}                  | Bearer <<secret:x>>              | laptop
          {check: atlassian nobody@acme.example}               | Bearer <<secret:x>>              | nothing known
          {expires: 2027-01-01, expires-from: latest}          | Bearer <<secret:x>>              | nothing known
          """)
  void a_secret_is_a_token_where_only_one_can_be_meant(String entry, String text, String tokens) {
    TokenMatching listing = listing("x", entry, text);
    TokenMatching.Match match = listing.matches().get(name("x"));
    String found =
        match == null
            ? "no token"
            : match.tokens().isEmpty()
                ? "nothing known"
                : String.join(" ", match.tokens().stream().map(OrganizationToken::label).toList());
    assertThat(found).isEqualTo(tokens);
  }

  @Test
  void a_secret_that_is_called_like_a_token_of_its_user_is_that_one() {
    TokenMatching listing = listing("mail", "{}", "bot@acme.example:<<secret:mail>>");
    assertThat(Objects.requireNonNull(listing.matches().get(name("mail"))).token()).hasValue(MAIL);
  }

  @Test
  void of_two_with_one_label_the_one_that_works_is_meant() {
    TokenMatching listing =
        listing("x", "{token: {user: bot@acme.example, label: ci}}", "Bearer <<secret:x>>");
    assertThat(Objects.requireNonNull(listing.matches().get(name("x"))).token()).hasValue(CI);
  }

  @Test
  void what_is_known_goes_into_the_ledger_with_its_last_day() {
    TokenMatching listing = listing("x", "{}", "her@acme.example:<<secret:x>>");
    Expiry expiry = new Expiry(LocalDate.of(2027, 3, 1), ExpirySource.ORGANIZATION);
    assertThat(listing.expiries()).containsEntry(name("x"), expiry).hasSize(1);
    var entry = listing.in(ledger("secrets: {x: {}}")).entries().get(name("x"));
    assertThat(Objects.requireNonNull(entry).expiry()).hasValue(expiry);
    assertThat(entry.token()).hasValue(new TokenReference("her@acme.example", "laptop"));
  }

  @Test
  void what_a_person_declared_is_not_written_again() {
    TokenMatching listing =
        listing("x", "{token: {user: bot@acme.example, label: ci}}", "<<secret:x>>");
    assertThat(listing.proposals()).isEmpty();
  }

  @Test
  void what_is_wrong_with_a_token_is_said() {
    assertThat(warning(token("t", "BLOCKED", "her@acme.example")))
        .isEqualTo("the organization lists it as BLOCKED");
    assertThat(warning(used(Optional.empty()))).isEqualTo("never used, says the organization");
    assertThat(warning(used(Optional.of(Instant.parse("2026-08-01T00:00:00Z")))))
        .isEqualTo("not used since 2026-08-01, says the organization");
    assertThat(warning(used(YESTERDAY))).isEmpty();
    assertThat(warning(used(Optional.of(NOW.minus(TokenMatching.UNUSED))))).isEmpty();
    TokenMatching gone =
        listing("x", "{token: {user: bot@acme.example, label: gone}}", "<<secret:x>>");
    assertThat(gone.warnings(NOW))
        .containsEntry(
            name("x"), "the organization does not list it: deleted, or not managed there");
  }

  @Test
  void a_person_is_told_what_to_write() {
    assertThat(listing("x", "{}", "her@acme.example:<<secret:x>>").proposals())
        .containsExactly(
            "x can only be 'laptop' of her@acme.example, which expires on 2027-03-02: --write puts"
                + " it into secrets.yaml");
    assertThat(listing("x", "{}", "bot@acme.example:<<secret:x>>").proposals())
        .containsExactly(
            "x may be 'ci' of bot@acme.example, which expires on 2027-03-02; or 'mail' of"
                + " bot@acme.example, which expires on 2027-03-02; or 'ci' of bot@acme.example,"
                + " which expires on 2027-03-02: say which in secrets.yaml, such as token: {user:"
                + " bot@acme.com, label: ci}");
    assertThat(listing("x", "{check: atlassian nobody@acme.example}", "<<secret:x>>").proposals())
        .containsExactly(
            "x is a token of Atlassian, but nothing says which: add to secrets.yaml token: {user:"
                + " bot@acme.com, label: ci}");
  }

  private static String warning(OrganizationToken token) {
    TokenMatching listing =
        TokenMatching.of(
            ledger("secrets: {x: {token: {user: her@acme.example, label: " + token.label() + "}}}"),
            ReportSamples.uses(),
            List.of(token));
    return listing.warnings(NOW).getOrDefault(name("x"), "");
  }

  private static TokenMatching listing(String secret, String entry, String text) {
    return TokenMatching.of(
        ledger("secrets: {" + secret + ": " + entry + "}"),
        ReportSamples.uses(file(1, "Tell", "site", text)),
        List.of(CI, MAIL, OLD, HER));
  }

  private static OrganizationToken token(String label, String status, String user) {
    return new OrganizationToken(
        label,
        status,
        user,
        Optional.empty(),
        Optional.of(Instant.parse("2027-03-02T00:00:00Z")),
        YESTERDAY);
  }

  private static OrganizationToken used(Optional<Instant> last) {
    return new OrganizationToken(
        "t", "ALLOWED", "her@acme.example", Optional.empty(), Optional.empty(), last);
  }
}
