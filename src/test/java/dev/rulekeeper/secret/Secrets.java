package dev.rulekeeper.secret;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.Map;
import java.util.TreeMap;

/** Secret maps for tests; every value is invented. */
public final class Secrets {
  public static final String TOKEN = "ATATT3xFfGF0EXAMPLE-body_=0A1B2C3D";

  private Secrets() {}

  public static SecretMap map(Map<String, String> values) {
    var map = new TreeMap<SecretName, SecretValue>();
    values.forEach((name, value) -> map.put(new SecretName(name), SecretValue.of(value)));
    return SecretMap.of(map);
  }

  public static Map<String, String> reveal(SecretMap map) {
    var values = new TreeMap<String, String>();
    map.names().forEach(name -> values.put(name.value(), map.value(name).orElseThrow().reveal()));
    return values;
  }
}
