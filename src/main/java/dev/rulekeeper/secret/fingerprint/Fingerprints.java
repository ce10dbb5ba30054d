package dev.rulekeeper.secret.fingerprint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed fingerprints (HMAC-SHA-256) of trees that may hold secrets. Without the key a fingerprint
 * says nothing, not even of a short password; a plain hash would.
 */
public final class Fingerprints {
  private static final String ALGORITHM = "HmacSHA256";
  private final SecretKeySpec key;

  private Fingerprints(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** Fingerprints that can be compared within this process only. */
  public static Fingerprints ofThisProcess() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new Fingerprints(key);
  }

  /** Fingerprints that can be compared wherever {@code key} is known; any length but empty. */
  public static Fingerprints keyedBy(SecretValue key) {
    return new Fingerprints(key.reveal().getBytes(StandardCharsets.UTF_8));
  }

  /** The fingerprint of {@code tree}, 64 hex digits; the order of keys does not enter it. */
  public String of(JsonNode tree) {
    byte[] bytes = canonical(tree).getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + ALGORITHM, e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static String canonical(JsonNode node) {
    StringBuilder text = new StringBuilder();
    append(node, text);
    return text.toString();
  }

  private static void append(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      var sorted = new TreeMap<String, JsonNode>();
      node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      text.append('{');
      sorted.forEach(
          (key, value) -> {
            text.append(ExactJson.write(com.fasterxml.jackson.databind.node.TextNode.valueOf(key)));
            text.append(':');
            append(value, text);
            text.append(',');
          });
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      node.forEach(
          element -> {
            append(element, text);
            text.append(',');
          });
      text.append(']');
    } else if (node.isNumber()) {
      text.append(node.decimalValue().stripTrailingZeros());
    } else {
      text.append(ExactJson.write(node));
    }
  }
}
