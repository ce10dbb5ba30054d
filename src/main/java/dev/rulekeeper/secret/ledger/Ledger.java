package dev.rulekeeper.secret.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.SecretException;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.place.SecretUse;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ledger, {@code secrets.yaml}: what is known of every secret name, never a value. Immutable.
 *
 * @param renamed names that secrets had, to those that they have: what was written before, such as
 *     the base, still says the old ones
 */
public record Ledger(
    SortedMap<SecretName, LedgerEntry> entries, SortedMap<SecretName, SecretName> renamed) {
  /** Copies the map. */
  public Ledger {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    renamed = Collections.unmodifiableSortedMap(new TreeMap<>(renamed));
  }

  /** A ledger of secrets that never had another name. */
  public Ledger(SortedMap<SecretName, LedgerEntry> entries) {
    this(entries, Collections.emptySortedMap());
  }

  /** A ledger without entries. */
  public static Ledger empty() {
    return new Ledger(new TreeMap<>(Map.<SecretName, LedgerEntry>of()));
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

  /** Whether the value of {@code name} is meant as it is, whatever it looks like. */
  public boolean isVerbatim(SecretName name) {
    return entries.getOrDefault(name, LedgerEntry.empty()).verbatim();
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

  /** The secrets of {@code site} that expire on {@code last} or before. */
  public Set<SecretName> expiringBy(LocalDate last, SiteName site) {
    Set<SecretName> names = new TreeSet<>();
    entries.forEach(
        (name, entry) -> {
          boolean ends = entry.expires().filter(day -> !day.isAfter(last)).isPresent();
          if (ends && entry.isFor(site)) {
            names.add(name);
          }
        });
    return names;
  }

  /** This ledger with {@code entry} for {@code name}, in the place of one that is there. */
  public Ledger with(SecretName name, LedgerEntry entry) {
    var extended = new TreeMap<>(entries);
    extended.put(name, entry);
    return new Ledger(extended, renamed);
  }

  /** This ledger with what is known of expiry; what a person wrote stays. */
  public Ledger learning(Map<SecretName, Expiry> known) {
    Ledger learned = this;
    for (Map.Entry<SecretName, Expiry> each : known.entrySet()) {
      LedgerEntry entry = entries.get(each.getKey());
      if (entry != null) {
        learned = learned.with(each.getKey(), entry.learning(each.getValue()));
      }
    }
    return learned;
  }

  /** A sentence for each date that a person wrote and that cannot be right by what is known. */
  public List<String> doubts(Map<SecretName, Expiry> known) {
    return entries.entrySet().stream()
        .filter(
            entry ->
                known.containsKey(entry.getKey())
                    && entry.getValue().contradicts(known.get(entry.getKey())))
        .map(
            entry ->
                "secrets.yaml says that "
                    + entry.getKey()
                    + " expires on "
                    + entry.getValue().expires().orElseThrow()
                    + ", but it is "
                    + known.get(entry.getKey())
                    + "; what a person wrote stays: correct the date, or take it out to have the"
                    + " right one written")
        .toList();
  }

  /** This ledger without {@code names}. */
  public Ledger without(Set<SecretName> names) {
    var rest = new TreeMap<>(entries);
    rest.keySet().removeAll(names);
    return new Ledger(rest);
  }

  /**
   * This ledger with {@code to} in the place of {@code from}. Where both have an entry, the one of
   * {@code to} stays and is allowed what either was, as the two are one secret from now on.
   */
  public Ledger renamed(SecretName from, SecretName to) {
    var kept = new TreeMap<>(entries);
    LedgerEntry moved = kept.remove(from);
    if (moved != null) {
      kept.merge(to, moved, LedgerEntry::mergedWith);
    }
    var names = new TreeMap<>(renamed);
    names.replaceAll((old, name) -> name.equals(from) ? to : name);
    names.put(from, to);
    names.remove(to);
    return new Ledger(kept, names);
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
    LedgerEntry entry = LedgerEntry.empty().sentTo(hosts, anyHost, publish);
    return with(
        name, hidden ? entry.describedAs("its value was hidden in the export: supply it") : entry);
  }

  /** The tree to write; {@code read(write())} equals this ledger. */
  public JsonNode write() {
    return LedgerWriter.write(this);
  }
}
