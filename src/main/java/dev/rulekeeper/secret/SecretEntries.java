package dev.rulekeeper.secret;

import dev.rulekeeper.rule.SecretName;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** A secret map while it is read, and the errors of its source, which never show a value. */
final class SecretEntries {
  private final String source;
  private final TreeMap<SecretName, SecretValue> values = new TreeMap<>();

  /** {@code source} is named in messages: an option or an environment variable. */
  SecretEntries(String source) {
    this.source = source;
  }

  /** {@code text} as a name; what is none is not quoted, it may be a line of a value. */
  SecretName name(String where, String text) {
    if (!SecretName.isValid(text)) {
      throw problem(
          where + ": this is not a secret name",
          "names are made of lower-case letters, digits, '.', '_' and '-'; put a value of several"
              + " lines in quotes");
    }
    return new SecretName(text);
  }

  /** Adds an entry that is not empty and not there yet. */
  void add(String where, SecretName name, String value) {
    if (value.isEmpty()) {
      throw problem(where + ": " + name + " has an empty value", "set it, or leave the entry out");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw problem(
          where + ": the value of " + name + " has half of a surrogate pair",
          "write the value as UTF-8 text");
    }
    if (values.putIfAbsent(name, SecretValue.of(value)) != null) {
      throw problem(where + ": " + name + " is there twice", "remove one of the two");
    }
  }

  /** The error that {@code what} is wrong in this source. */
  SecretException problem(String what, String hint) {
    return new SecretException(source + ": " + what + "; " + hint);
  }

  SecretMap map() {
    return SecretMap.of(values);
  }
}
