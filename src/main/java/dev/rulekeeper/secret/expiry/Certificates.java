package dev.rulekeeper.secret.expiry;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Certificates in PEM: a chain ends with the first of them. */
final class Certificates {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\\s]++)-----END ");

  /** How a text that begins with "-----BEGIN " begins in base64. */
  private static final String ENCODED = "LS0tLS1CRUdJTi";

  private Certificates() {}

  static Optional<Instant> endOf(String value) {
    String text = value.startsWith(ENCODED) ? decoded(value) : value;
    // As one line, the way that variables of CI hold it.
    String lines = text.replace("\\r", "").replace("\\n", "\n");
    return BLOCK
        .matcher(lines)
        .results()
        .flatMap(block -> end(block).stream())
        .min(Instant::compareTo);
  }

  private static Optional<Instant> end(MatchResult block) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(block.group(1));
      return CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes))
              instanceof X509Certificate certificate
          // The last second counts as valid.
          ? Optional.of(certificate.getNotAfter().toInstant().plusSeconds(1))
          : Optional.empty();
    } catch (CertificateException | IllegalArgumentException noCertificate) {
      return Optional.empty();
    }
  }

  private static String decoded(String value) {
    try {
      return new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return value;
    }
  }
}
