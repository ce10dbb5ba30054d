package dev.rulekeeper.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.SecretName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ledger, {@code secrets.yaml}: what is known of every secret name, never a value. Immutable.
 */
public record Ledger(SortedMap<SecretName, Entry> entries) {
  /**
   * What the ledger says of one name; the keys of the file are the names of these components in
   * kebab case.
   *
   * @param hosts host names that may receive the secret; a leading {@code *.} stands for one or
   *     more labels
   * @param anyHost whether it may be sent to a host that is not known before the rule runs
   * @param publish places that may hold it although they publish it, by kind: {@code comment},
   *     {@code email}, {@code log}, {@code name}, {@code description}, {@code label}
   */
  public record Entry(
      Optional<String> owner,
      Optional<String> description,
      Optional<LocalDate> expires,
      List<String> hosts,
      boolean anyHost,
      List<String> publish,
      Optional<String> check) {
    /** Copies the lists. */
    public Entry {
      hosts = List.copyOf(hosts);
      publish = List.copyOf(publish);
    }
  }

  /** Copies the map. */
  public Ledger {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** A ledger without entries. */
  public static Ledger empty() {
    return new Ledger(new TreeMap<>(Map.<SecretName, Entry>of()));
  }

  /**
   * Reads the tree of {@code secrets.yaml}: {@code secrets: {NAME: {owner: …, expires: …, hosts:
   * […]}}}.
   *
   * @throws SecretException if it has an unknown key, a bad date or a bad name; says which
   */
  public static Ledger read(JsonNode tree) {
    SortedMap<SecretName, Entry> entries = new TreeMap<>();
    tree.path("secrets")
        .properties()
        .forEach(
            field -> {
              JsonNode e = field.getValue();
              List<String> hosts = new ArrayList<>();
              e.path("hosts").forEach(host -> hosts.add(host.asText()));
              List<String> publish = new ArrayList<>();
              e.path("publish").forEach(place -> publish.add(place.asText()));
              entries.put(
                  new SecretName(field.getKey()),
                  new Entry(
                      text(e, "owner"),
                      text(e, "description"),
                      text(e, "expires").map(LocalDate::parse),
                      hosts,
                      e.path("any-host").asBoolean(false),
                      publish,
                      text(e, "check")));
            });
    return new Ledger(entries);
  }

  private static Optional<String> text(JsonNode entry, String key) {
    return Optional.ofNullable(entry.get(key)).map(JsonNode::asText);
  }

  /**
   * This ledger with an entry for {@code name}, allowed where it stands today.
   *
   * @param hidden whether its value was hidden from the export, which the description then says
   */
  public Ledger withAdopted(SecretName name, List<SecretUse> uses, boolean hidden) {
    List<String> hosts =
        uses.stream()
            .map(SecretUse::host)
            .filter(host -> !host.isEmpty() && !host.equals("?"))
            .distinct()
            .sorted()
            .toList();
    boolean anyHost = uses.stream().anyMatch(use -> use.host().equals("?"));
    Optional<String> description =
        hidden ? Optional.of("its value was hidden in the export: supply it") : Optional.empty();
    var extended = new TreeMap<>(entries);
    extended.put(
        name,
        new Entry(
            Optional.empty(),
            description,
            Optional.empty(),
            hosts,
            anyHost,
            List.of(),
            Optional.empty()));
    return new Ledger(extended);
  }

  /** The tree to write; {@code read(write())} equals this ledger. */
  public JsonNode write() {
    ObjectNode tree = ExactJson.object();
    ObjectNode secrets = tree.putObject("secrets");
    entries.forEach(
        (name, entry) -> {
          ObjectNode node = secrets.putObject(name.value());
          entry.owner().ifPresent(text -> node.put("owner", text));
          entry.description().ifPresent(text -> node.put("description", text));
          entry.expires().ifPresent(date -> node.put("expires", date.toString()));
          if (!entry.hosts().isEmpty()) {
            entry.hosts().forEach(node.withArray("hosts")::add);
          }
          if (entry.anyHost()) {
            node.put("any-host", true);
          }
          if (!entry.publish().isEmpty()) {
            entry.publish().forEach(node.withArray("publish")::add);
          }
          entry.check().ifPresent(text -> node.put("check", text));
        });
    return tree;
  }
}
