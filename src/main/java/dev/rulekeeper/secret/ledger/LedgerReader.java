package dev.rulekeeper.secret.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.Loopback;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.SecretException;
import dev.rulekeeper.secret.expiry.ExpirySource;
import dev.rulekeeper.secret.place.Host;
import dev.rulekeeper.secret.place.HostPattern;
import dev.rulekeeper.secret.place.SecretUse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the tree of {@code secrets.yaml}, strictly: a key that is misspelt protects nothing. */
final class LedgerReader {
  private static final List<String> KEYS =
      List.of(
          "owner",
          "description",
          "expires",
          "hosts",
          "any-host",
          "publish",
          "check",
          "sites",
          "verbatim",
          "access",
          "expires-from",
          "token");

  private LedgerReader() {}

  static Ledger read(JsonNode tree) {
    SortedMap<SecretName, LedgerEntry> entries = new TreeMap<>();
    if (tree.isNull() || tree.isMissingNode()) {
      return new Ledger(entries);
    }
    mapping("the file", tree);
    for (String key : keys(tree)) {
      if (!key.equals("secrets") && !key.equals("renamed")) {
        throw problem("unknown key '" + key + "'", "the keys at the top are secrets and renamed");
      }
    }
    JsonNode secrets = tree.path("secrets");
    if (!secrets.isNull() && !secrets.isMissingNode()) {
      mapping("secrets", secrets);
      for (Map.Entry<String, JsonNode> secret : secrets.properties()) {
        entries.put(name(secret.getKey()), entry(secret.getKey(), secret.getValue()));
      }
    }
    return new Ledger(entries, renamed(tree.path("renamed")));
  }

  private static SortedMap<SecretName, SecretName> renamed(JsonNode node) {
    SortedMap<SecretName, SecretName> names = new TreeMap<>();
    if (node.isMissingNode() || node.isNull()) {
      return names;
    }
    mapping("renamed", node);
    for (Map.Entry<String, JsonNode> name : node.properties()) {
      names.put(name(name.getKey()), name(name.getValue().asText()));
    }
    return names;
  }

  private static SecretName name(String text) {
    if (!SecretName.isValid(text)) {
      throw problem(
          "'" + text + "' is not a secret name",
          "use lower-case letters, digits, '.', '_' and '-', beginning with a letter or digit");
    }
    return new SecretName(text);
  }

  private static LedgerEntry entry(String name, JsonNode node) {
    if (node.isNull()) {
      return LedgerEntry.empty();
    }
    mapping(name, node);
    for (String key : keys(node)) {
      if (!KEYS.contains(key)) {
        throw problem(
            name + " has the unknown key '" + key + "'", "the keys are " + String.join(", ", KEYS));
      }
    }
    return new LedgerEntry(
        text(name, node, "owner"),
        text(name, node, "description"),
        text(name, node, "expires").map(date -> date(name, date)),
        texts(name, node, "hosts").stream().map(host -> host(name, host)).toList(),
        flag(name, node, "any-host"),
        texts(name, node, "publish").stream().map(kind -> publish(name, kind)).toList(),
        text(name, node, "check").map(url -> check(name, url)),
        texts(name, node, "sites").stream().map(site -> site(name, site)).toList(),
        flag(name, node, "verbatim"),
        texts(name, node, "access").stream().map(way -> access(name, way)).toList(),
        text(name, node, "expires-from").map(word -> source(name, word)),
        token(name, node.path("token")));
  }

  private static ExpirySource source(String name, String word) {
    return ExpirySource.of(word)
        .orElseThrow(
            () ->
                problem(
                    name + ": expires-from is '" + word + "'",
                    "the sources are "
                        + Arrays.stream(ExpirySource.values())
                            .map(ExpirySource::word)
                            .collect(Collectors.joining(", "))));
  }

  private static Optional<TokenReference> token(String name, JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    Optional<String> user = node.isObject() ? text(name, node, "user") : Optional.empty();
    Optional<String> label = node.isObject() ? text(name, node, "label") : Optional.empty();
    if (user.isEmpty() || label.isEmpty() || node.size() != 2) {
      throw problem(
          name + ": token does not say which token of the organization it is",
          "write token: {user: bot@acme.com, label: ci}");
    }
    return Optional.of(new TokenReference(user.get(), label.get()));
  }

  private static LocalDate date(String name, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException notDate) {
      throw problem(name + ": expires is '" + text + "'", "write a date that exists as YYYY-MM-DD");
    }
  }

  private static String host(String name, String text) {
    String host = text.toLowerCase(Locale.ROOT);
    if (!HostPattern.isValid(host)) {
      throw problem(
          name + ": '" + text + "' is not a host",
          "write a host name without port and path, such as api.example.com; *.example.com stands"
              + " for the hosts below example.com, http://api.example.com for one that may get it"
              + " without encryption; names in other scripts in their xn--"
              + " form");
    }
    return host;
  }

  private static String publish(String name, String kind) {
    Set<String> kinds = LedgerEntry.PUBLISHING_PLACES;
    if (!kinds.contains(kind)) {
      throw problem(
          name + ": publish has the unknown place '" + kind + "'",
          "the places are " + String.join(", ", kinds));
    }
    return kind;
  }

  private static String access(String name, String way) {
    Set<String> ways = LedgerEntry.WAYS;
    if (!ways.contains(way)) {
      throw problem(
          name + ": access has the unknown way '" + way + "'",
          "the ways are " + String.join(", ", ways));
    }
    return way;
  }

  private static SiteName site(String name, String text) {
    if (!SiteName.isValid(text)) {
      throw problem(
          name + ": '" + text + "' is not the name of a site", "use one of rulekeeper.yaml");
    }
    return new SiteName(text);
  }

  private static String check(String name, String check) {
    if (check.matches("atlassian \\S+@\\S+")) {
      return check;
    }
    String url = check.replaceFirst("^(basic|header) \\S+ ", "");
    String host = Host.of(url);
    boolean loopback = Loopback.isHost(host);
    boolean usable = !host.isEmpty() && !host.equals(SecretUse.UNKNOWN_HOST);
    if (!usable || !(loopback || url.toLowerCase(Locale.ROOT).startsWith("https://"))) {
      throw problem(
          name + ": check does not say where the secret may be tried out",
          "write a complete https address such as https://api.example.com/me, or basic USER URL,"
              + " header NAME URL, or atlassian EMAIL");
    }
    return check;
  }

  private static Optional<String> text(String name, JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw problem(name + ": " + key + " is not a text", "put it in quotes");
    }
    return Optional.of(value.textValue());
  }

  private static boolean flag(String name, JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isBoolean()) {
      return value.asBoolean(false);
    }
    throw problem(name + ": " + key + " is neither true nor false", "write true or false");
  }

  private static List<String> texts(String name, JsonNode node, String key) {
    JsonNode value = node.path(key);
    List<String> texts = new ArrayList<>();
    if (value.isMissingNode() || value.isNull()) {
      return texts;
    }
    if (!value.isArray()) {
      throw problem(name + ": " + key + " is not a list", "write one '- …' line for each");
    }
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        throw problem(name + ": " + key + " holds what is not a text", "put it in quotes");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private static void mapping(String what, JsonNode node) {
    if (!node.isObject()) {
      throw problem(what + " is not a mapping", "write 'key: value' lines");
    }
  }

  private static List<String> keys(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static SecretException problem(String what, String hint) {
    return new SecretException("secrets.yaml: " + what + "; " + hint);
  }
}
