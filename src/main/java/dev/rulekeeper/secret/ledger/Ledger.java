package dev.rulekeeper.secret.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.SecretException;
import dev.rulekeeper.secret.place.SecretUse;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

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
   * @param anyHost whether it may be sent to any host, also one that is not known before the rule
   *     runs
   * @param publish places that may hold it although they publish it, of {@link #PUBLISHING_PLACES}
   * @param check how a value can be tried out: an https address that answers 2xx to an accepted
   *     one, {@code basic USER URL}, {@code header NAME URL} or {@code atlassian EMAIL}
   * @param sites the sites whose rules may use it; all where there are none
   */
  public record Entry(
      Optional<String> owner,
      Optional<String> description,
      Optional<LocalDate> expires,
      List<String> hosts,
      boolean anyHost,
      List<String> publish,
      Optional<String> check,
      List<SiteName> sites) {
    /**
     * The places that publish what they hold: a comment, a condition, a mail, the audit log, name,
     * description and labels of the rule, a field of a work item or page, a message in a chat.
     */
    public static final Set<String> PUBLISHING_PLACES =
        Collections.unmodifiableSet(
            new TreeSet<>(
                Set.of(
                    "comment",
                    "condition",
                    "email",
                    "log",
                    "name",
                    "description",
                    "label",
                    "field",
                    "message")));

    /** Copies the lists. */
    public Entry {
      hosts = List.copyOf(hosts);
      publish = List.copyOf(publish);
      sites = List.copyOf(sites);
    }

    /** Whether rules of {@code site} may use it. */
    public boolean isFor(SiteName site) {
      return sites.isEmpty() || sites.contains(site);
    }

    private Entry mergedWith(Entry other) {
      return new Entry(
          owner.or(other::owner),
          description.or(other::description),
          expires.or(other::expires),
          union(hosts, other.hosts),
          anyHost || other.anyHost,
          union(publish, other.publish),
          check.or(other::check),
          sites.isEmpty() || other.sites.isEmpty() ? List.of() : union(sites, other.sites));
    }

    private static <T> List<T> union(List<T> first, List<T> second) {
      return Stream.concat(first.stream(), second.stream()).distinct().sorted().toList();
    }

    /** An entry that says nothing, hence allows nothing. */
    public static Entry empty() {
      return new Entry(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          false,
          List.of(),
          Optional.empty(),
          List.of());
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
   * @throws SecretException if it has an unknown key, a bad date, a bad name or a bad host; says
   *     which, and what is allowed
   */
  public static Ledger read(JsonNode tree) {
    return LedgerReader.read(tree);
  }

  /** The names that rules of {@code site} may not use. */
  public Set<SecretName> notFor(SiteName site) {
    Set<SecretName> names = new TreeSet<>();
    entries.forEach(
        (name, entry) -> {
          if (!entry.isFor(site)) {
            names.add(name);
          }
        });
    return names;
  }

  /** This ledger with {@code entry} for {@code name}, in the place of one that is there. */
  public Ledger with(SecretName name, Entry entry) {
    var extended = new TreeMap<>(entries);
    extended.put(name, entry);
    return new Ledger(extended);
  }

  /**
   * This ledger with {@code to} in the place of {@code from}. Where both have an entry, the one of
   * {@code to} stays and is allowed what either was, as the two are one secret from now on.
   */
  public Ledger renamed(SecretName from, SecretName to) {
    var renamed = new TreeMap<>(entries);
    Entry moved = renamed.remove(from);
    if (moved != null) {
      renamed.merge(to, moved, Entry::mergedWith);
    }
    return new Ledger(renamed);
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
            .filter(host -> !host.isEmpty() && !host.equals(SecretUse.UNKNOWN_HOST))
            .distinct()
            .sorted()
            .toList();
    boolean anyHost = uses.stream().anyMatch(use -> use.host().equals(SecretUse.UNKNOWN_HOST));
    List<String> publish =
        uses.stream()
            .map(SecretUse::publish)
            .filter(kind -> !kind.isEmpty())
            .distinct()
            .sorted()
            .toList();
    Optional<String> description =
        hidden ? Optional.of("its value was hidden in the export: supply it") : Optional.empty();
    return with(
        name,
        new Entry(
            Optional.empty(),
            description,
            Optional.empty(),
            hosts,
            anyHost,
            publish,
            Optional.empty(),
            List.of()));
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
          if (!entry.sites().isEmpty()) {
            entry.sites().forEach(site -> node.withArray("sites").add(site.value()));
          }
        });
    return tree;
  }
}
