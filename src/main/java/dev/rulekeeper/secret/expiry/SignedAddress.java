package dev.rulekeeper.secret.expiry;

import dev.rulekeeper.rule.SecretName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Addresses that carry a signature and its end: shared access signatures of Azure ({@code se}, also
 * in those of Logic Apps and of Service Bus), and presigned addresses of AWS and Google Cloud.
 */
public final class SignedAddress {
  private static final Set<String> SIGNATURES =
      Set.of("sig", "signature", "x-amz-signature", "x-goog-signature");
  private static final Pattern OTHER_TAG = Pattern.compile("<<[#/&>]?[^<>]*+>>");
  private static final Pattern EDGE = Pattern.compile("[\\s\"'<>\\\\`|]++");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{9,11}");
  private static final Pattern LIFE = Pattern.compile("[0-9]{1,9}");
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final String MARK = "\ue000";

  private final Map<String, String> parameters = new HashMap<>();

  private SignedAddress(String address) {
    for (String part : address.split("[?&;#]|SharedAccessSignature ")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            decoded(part.substring(equals + 1)));
      }
    }
  }

  /** The end of {@code value}, a signed address, its query, or a signature with its fields. */
  static Optional<Instant> endOf(String value) {
    var address = new SignedAddress(value);
    return SIGNATURES.stream().anyMatch(address.parameters::containsKey)
        ? address.end()
        : Optional.empty();
  }

  /**
   * When the value of {@code name} expires, by an address in {@code template} whose signature it
   * is.
   *
   * @param template a text of a rule file, with its placeholders
   */
  public static Optional<Expiry> in(String template, SecretName name) {
    String tag = "<<secret:" + name + ">>";
    if (!template.contains(tag)) {
      return Optional.empty();
    }
    String text = OTHER_TAG.matcher(template.replace(tag, MARK)).replaceAll("");
    text = text.replace("&amp;", "&").replace("\\u0026", "&").replace("\\/", "/");
    return EDGE.splitAsStream(text)
        .filter(run -> run.contains(MARK))
        .map(SignedAddress::new)
        .filter(SignedAddress::isSignedByMark)
        .flatMap(address -> address.end().stream())
        .min(Instant::compareTo)
        .flatMap(end -> Expiry.at(end, ExpirySource.VALUE));
  }

  private boolean isSignedByMark() {
    return SIGNATURES.stream().anyMatch(key -> parameters.getOrDefault(key, "").contains(MARK));
  }

  private Optional<Instant> end() {
    return Stream.of(
            time("se"),
            // The key of a user that signed it dies then, and the signature with it.
            time("ske"),
            seconds(parameters.getOrDefault("expires", "")),
            lifetime("x-amz-date", "x-amz-expires"),
            lifetime("x-goog-date", "x-goog-expires"))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private Optional<Instant> time(String key) {
    String text = parameters.getOrDefault(key, "");
    return seconds(text)
        .or(() -> parsed(() -> OffsetDateTime.parse(text).toInstant()))
        .or(() -> parsed(() -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  private Optional<Instant> lifetime(String from, String seconds) {
    String life = parameters.getOrDefault(seconds, "");
    return parsed(
            () ->
                LocalDateTime.parse(parameters.getOrDefault(from, ""), BASIC)
                    .toInstant(ZoneOffset.UTC))
        .filter(begin -> LIFE.matcher(life).matches())
        .map(begin -> begin.plus(Duration.ofSeconds(Long.parseLong(life))));
  }

  private static Optional<Instant> seconds(String text) {
    return SECONDS.matcher(text).matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
        : Optional.empty();
  }

  private interface Reading {
    Instant read();
  }

  private static Optional<Instant> parsed(Reading reading) {
    try {
      return Optional.of(reading.read());
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
