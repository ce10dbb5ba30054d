package dev.rulekeeper.secret.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueExpiryTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
  private static final SecretName NAME = new SecretName("storage-sig");

  /** Made for this test, valid until 2027-03-15 00:00:00. */
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBRTCB66ADAgECAghT6bvqguzovDAKBggqhkjOPQQDAjAXMRUwEwYDVQQDEwxh
      Y21lLmV4YW1wbGUwHhcNMjYwMTAxMDAwMDAwWhcNMjcwMzE1MDAwMDAwWjAXMRUw
      EwYDVQQDEwxhY21lLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ5
      7lQbaZ2t+6PNhK/5Eo6zjBZgka642RjAph8VSm92eUt5Ttpwc+eQXv7Do+dmM4G/
      X6+eZ4to+M/Z6JX7m+zKoyEwHzAdBgNVHQ4EFgQU+Dg3SN+nM1B2BO3fUYp6i5Jj
      SPMwCgYIKoZIzj0EAwIDSQAwRgIhAMaFS/c69hiCNp3XHFdXZmbeJtqOpYz28e2P
      chjSaTPnAiEA8gs1RFyacSIwUnEcWWk1z4NVBghjwGQqor3fU6GSPRM=
      -----END CERTIFICATE-----
      """;

  private static Optional<Expiry> of(String value) {
    return ValueExpiry.of(SecretValue.of(value), TODAY);
  }

  private static Optional<LocalDate> day(String value) {
    return of(value).filter(expiry -> expiry.source() == ExpirySource.VALUE).map(Expiry::day);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String jwt(String claims) {
    return encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims) + ".EXAMPLE";
  }

  private static LocalDate lastDay(long end) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(end).minusNanos(1), ZoneOffset.UTC);
  }

  @Property(seed = Draws.SEED, tries = 300)
  void a_jwt_is_valid_up_to_the_second_that_it_says(
      @ForAll @LongRange(min = 1, max = 253_370_764_799L) long end,
      @ForAll @StringLength(max = 12) String subject) {
    String claims = "{\"sub\":\"" + encoded(subject) + "\",\"exp\":" + end + "}";
    assertThat(day(jwt(claims))).contains(lastDay(end));
    assertThat(day("Bearer " + jwt(claims))).contains(lastDay(end));
  }

  @Property(seed = Draws.SEED, tries = 300)
  void a_signed_address_is_valid_up_to_its_end_however_it_is_written(
      @ForAll @LongRange(min = 100_000_000L, max = 99_999_999_999L) long end) {
    Instant time = Instant.ofEpochSecond(end);
    String begin =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(time.minusSeconds(3600));
    String coded = URLEncoder.encode(time.toString(), StandardCharsets.UTF_8);
    for (String value :
        List.of(
            "https://acme.blob.example/c?sv=2022-11-02&se=" + coded + "&sig=EXAMPLE%3D",
            "?se=" + time + "&sp=r&sig=EXAMPLE",
            "SharedAccessSignature sr=acme&sig=EXAMPLE&se=" + end + "&skn=all",
            "https://bucket.example/key?X-Amz-Date="
                + begin
                + "&X-Amz-Expires=3600&X-Amz-Signature=EXAMPLE",
            "https://bucket.example/key?X-Goog-Date="
                + begin
                + "&X-Goog-Expires=3600&X-Goog-Signature=EXAMPLE",
            "https://bucket.example/key?Expires=" + end + "&Signature=EXAMPLE&Key-Pair-Id=A")) {
      assertThat(day(value)).as(value).contains(lastDay(end));
    }
  }

  @Property(seed = Draws.SEED, tries = 200)
  void a_signature_expires_with_the_address_it_stands_in(
      @ForAll @LongRange(min = 100_000_000L, max = 99_999_999_999L) long end) {
    String start =
        "https://prod-1.logic.example/workflows/1/triggers/manual/paths/invoke?api-version=1&se="
            + Instant.ofEpochSecond(end)
            + "&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=";
    String tag = "<<#urlencode>><<secret:storage-sig>><</urlencode>>";
    for (String text :
        List.of(
            start + tag,
            start + "<<secret:storage-sig>>",
            "{\"url\": \"" + start.replace("/", "\\/").replace("&", "\\u0026") + tag + "\"}",
            "<a href='" + start.replace("&", "&amp;") + tag + "'>",
            "https://other.example/?se=2020-01-01&sig=EXAMPLE and " + start + tag)) {
      assertThat(SignedAddress.in(text, NAME).map(Expiry::day)).as(text).contains(lastDay(end));
    }
    assertThat(SignedAddress.in(start + tag, new SecretName("other"))).isEmpty();
    assertThat(SignedAddress.in(start.replace("sig=", "code=") + tag, NAME)).isEmpty();
  }

  @Test
  void a_certificate_is_valid_up_to_its_last_day_however_it_is_kept() {
    String key = "-----BEGIN PRIVATE KEY-----\nEXAMPLE\n-----END PRIVATE KEY-----\n";
    byte[] bytes = CERTIFICATE.getBytes(StandardCharsets.UTF_8);
    for (String value :
        List.of(
            CERTIFICATE,
            CERTIFICATE + CERTIFICATE,
            key + CERTIFICATE,
            CERTIFICATE.replace("\n", "\\n"),
            CERTIFICATE.replace("\n", "\r\n"),
            Base64.getEncoder().encodeToString(bytes),
            Base64.getMimeEncoder().encodeToString(bytes))) {
      assertThat(day(value)).as(value).contains(LocalDate.of(2027, 3, 15));
    }
  }

  @Test
  void an_api_token_of_atlassian_lives_a_year_at_most() {
    assertThat(of("ATATT3xFfGF0EXAMPLEexample0123456789=0A1B2C3D"))
        .contains(new Expiry(LocalDate.of(2027, 11, 29), ExpirySource.LATEST));
    assertThat(of("ATCTT3xFfGF0EXAMPLEexample0123456789=0A1B2C3D")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-31T00:00:00Z, 2027-01-30",
    "2027-01-31T00:00:01Z, 2027-01-31",
    "2027-01-31T00:00:00.0000000Z, 2027-01-30",
    "2027-01-31T05:00Z, 2027-01-31",
    "2027-01-31T01:00:00%2B02:00, 2027-01-30",
    "2027-01-31, 2027-01-30"
  })
  void the_last_day_is_the_last_on_which_it_is_valid_at_all(String end, LocalDate day) {
    assertThat(day("se=" + end + "&sig=EXAMPLE")).contains(day);
  }

  @Test
  void what_the_service_told_goes_before_what_the_value_says() {
    SecretValue token = SecretValue.of(jwt("{\"exp\":1800000000}"));
    Instant told = Instant.parse("2026-12-24T12:00:00Z");
    assertThat(ValueExpiry.of(Optional.of(told), token, TODAY))
        .contains(new Expiry(LocalDate.of(2026, 12, 24), ExpirySource.SERVICE));
    assertThat(ValueExpiry.of(Optional.empty(), token, TODAY))
        .contains(new Expiry(lastDay(1_800_000_000), ExpirySource.VALUE));
  }

  @Test
  void a_signature_that_is_badly_encoded_still_expires_with_its_address() {
    assertThat(
            SignedAddress.in(
                "https://a.example/?se=2027-01-31&sig=%zz<<secret:storage-sig>>", NAME))
        .contains(new Expiry(LocalDate.of(2027, 1, 30), ExpirySource.VALUE));
  }

  @Test
  void the_key_of_a_user_that_dies_earlier_takes_the_address_with_it() {
    assertThat(day("se=2027-05-01T00:00:01Z&ske=2027-01-07T00:00:01Z&sig=EXAMPLE"))
        .contains(LocalDate.of(2027, 1, 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "EXAMPLE-password",
        "ghp_EXAMPLEexampleEXAMPLEexample0123456789",
        "eyJEXAMPLE.eyJEXAMPLE.x",
        "se=2027-01-31&code=EXAMPLE",
        "se=tomorrow&sig=EXAMPLE",
        "se=9999-12-31T23:59:59Z&sig=EXAMPLE",
        "expires=2027&signature=EXAMPLE",
        "X-Amz-Date=20271331T000000Z&X-Amz-Expires=60&X-Amz-Signature=EXAMPLE",
        "X-Amz-Date=20271231T000000Z&X-Amz-Expires=soon&X-Amz-Signature=EXAMPLE",
        "-----BEGIN CERTIFICATE-----\nRVhBTVBMRQ==\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----",
        "LS0tLS1CRUdJTi%%%",
        "%zz&sig=%zz&se=%zz"
      })
  void where_nothing_is_said_nothing_is_invented(String value) {
    assertThat(of(value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sub\":\"a\"}",
        "{\"exp\":\"1800000000\"}",
        "{\"exp\":null}",
        "{\"exp\":-5}",
        "{\"exp\":1e999999999}",
        "{\"exp\":1e-999999999}",
        "{\"exp\":1800000000000000}",
        "[1]",
        "{"
      })
  void a_jwt_without_a_time_that_makes_sense_says_nothing(String claims) {
    assertThat(of(jwt(claims))).isEmpty();
  }
}
