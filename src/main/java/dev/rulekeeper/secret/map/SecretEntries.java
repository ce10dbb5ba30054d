package dev.rulekeeper.secret.map;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.SecretException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A secret map while it is read, and the errors of its source, which never show a value. */
final class SecretEntries {
  private final String source;
  private final Optional<SiteName> site;
  private final TreeMap<SecretName, SecretValue> values = new TreeMap<>();
  private final TreeMap<SecretName, SecretValue> ofSite = new TreeMap<>();
  private final Map<SecretValue, SecretName> all = new LinkedHashMap<>();
  private final Set<Key> keys = new HashSet<>();

  /** The key of an entry: a name, for every site or for one. */
  record Key(SecretName name, Optional<SiteName> site) {
    @Override
    public String toString() {
      return name + site.map(s -> "@" + s).orElse("");
    }
  }

  /**
   * Reads for {@code site}; {@code source} is named in messages: an option or an environment
   * variable.
   */
  SecretEntries(String source, Optional<SiteName> site) {
    this.source = source;
    this.site = site;
  }

  /** {@code text} as a name; what is none is not quoted, it may be a line of a value. */
  Key name(String where, String text) {
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    boolean valid =
        SecretName.isValid(name) && (at < 0 || SiteName.isValid(text.substring(at + 1)));
    if (!valid) {
      throw problem(
          where + ": this is not a secret name",
          "names are made of lower-case letters, digits, '.', '_' and '-'; put a value of several"
              + " lines in quotes");
    }
    if (at >= 0 && site.isEmpty()) {
      throw problem(
          where + ": " + text + " is for one site", "keep values for single sites in another file");
    }
    return new Key(
        new SecretName(name),
        at < 0 ? Optional.empty() : Optional.of(new SiteName(text.substring(at + 1))));
  }

  /** Adds an entry that is not empty and not there yet. */
  void add(String where, Key name, String value) {
    if (value.isEmpty()) {
      throw problem(where + ": " + name + " has an empty value", "set it, or leave the entry out");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw problem(
          where + ": the value of " + name + " has half of a surrogate pair",
          "write the value as UTF-8 text");
    }
    if (!keys.add(name)) {
      throw problem(where + ": " + name + " is there twice", "remove one of the two");
    }
    all.putIfAbsent(SecretValue.of(value), name.name());
    if (name.site().isEmpty()) {
      values.put(name.name(), SecretValue.of(value));
    } else if (name.site().equals(site)) {
      ofSite.put(name.name(), SecretValue.of(value));
    }
  }

  /** The error that {@code what} is wrong in this source. */
  SecretException problem(String what, String hint) {
    return new SecretException(source + ": " + what + "; " + hint);
  }

  /** Every value, also those for other sites. */
  Map<SecretValue, SecretName> all() {
    return all;
  }

  SecretMap map() {
    return SecretMap.of(values).with(SecretMap.of(ofSite));
  }
}
