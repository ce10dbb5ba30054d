package dev.rulekeeper.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.SecretName;
import java.time.LocalDate;
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
    throw new IllegalStateException("stub");
  }

  /**
   * This ledger with an entry for {@code name}, allowed where it stands today.
   *
   * @param hidden whether its value was hidden from the export, which the description then says
   */
  public Ledger withAdopted(SecretName name, List<SecretUse> uses, boolean hidden) {
    throw new IllegalStateException("stub " + uses);
  }

  /** The tree to write; {@code read(write())} equals this ledger. */
  public JsonNode write() {
    throw new IllegalStateException("stub");
  }
}
