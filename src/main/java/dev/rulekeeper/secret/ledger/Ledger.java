package dev.rulekeeper.secret.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.SecretException;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.expiry.ExpirySource;
import dev.rulekeeper.secret.place.SecretUse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ledger, {@code secrets.yaml}: what is known of every secret name, never a value. Immutable.
 *
 * @param renamed names that secrets had, to those that they have: what was written before, such as
 *     the base, still says the old ones
 */
public record Ledger(
    SortedMap<SecretName, Entry> entries, SortedMap<SecretName, SecretName> renamed) {
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
   * @param verbatim whether its value is meant as it is, although it looks like a slip: with white
   *     space at its edges, control characters or two opening braces
   * @param access in which ways a rule that holds it may be opened to more people, of {@link #WAYS}
   * @param expiresFrom where the date comes from; a person wrote it where there is nothing
   * @param token which of the tokens that the organization lists it is
   */
  public record Entry(
      Optional<String> owner,
      Optional<String> description,
      Optional<LocalDate> expires,
      List<String> hosts,
      boolean anyHost,
      List<String> publish,
      Optional<String> check,
      List<SiteName> sites,
      boolean verbatim,
      List<String> access,
      Optional<ExpirySource> expiresFrom,
      Optional<ListedToken> token) {
    /** The ways in which a rule can be opened to more people, see {@link AccessRisk}. */
    public static final Set<String> WAYS =
        Arrays.stream(AccessRisk.Kind.values())
            .filter(AccessRisk.Kind::needsLeave)
            .map(AccessRisk.Kind::label)
            .collect(
                Collectors.collectingAndThen(
                    Collectors.toCollection(TreeSet::new), Collections::unmodifiableSet));

    /**
     * The places that publish what they hold: a comment, a condition, a mail, the audit log, name,
     * description and labels of the rule, a field of a work item or page, a message in a chat, the
     * answer to a web request that other components read.
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
                    "message",
                    "response")));

    /** Copies the lists. */
    public Entry {
      hosts = List.copyOf(hosts);
      publish = List.copyOf(publish);
      sites = List.copyOf(sites);
      access = List.copyOf(access);
    }

    /** An entry for a secret whose rules may be opened to nobody else. */
    public Entry(
        Optional<String> owner,
        Optional<String> description,
        Optional<LocalDate> expires,
        List<String> hosts,
        boolean anyHost,
        List<String> publish,
        Optional<String> check,
        List<SiteName> sites,
        boolean verbatim) {
      this(
          owner,
          description,
          expires,
          hosts,
          anyHost,
          publish,
          check,
          sites,
          verbatim,
          List.of(),
          Optional.empty(),
          Optional.empty());
    }

    /** When it expires, and how that is known. */
    public Optional<Expiry> expiry() {
      return expires.map(day -> new Expiry(day, expiresFrom.orElse(ExpirySource.PERSON)));
    }

    /**
     * This entry with what is known of its expiry. A date that a person wrote stays, and a longest
     * life counts from the first day on which it was known.
     */
    public Entry learning(Expiry known) {
      boolean person =
          expiresFrom.equals(Optional.of(ExpirySource.PERSON))
              || expiry().filter(now -> now.source() == ExpirySource.PERSON).isPresent();
      boolean later = known.source() == ExpirySource.LATEST && expires.isPresent();
      return person || later ? this : expiring(known);
    }

    /** Whether a person wrote a date that cannot be right by what is known. */
    public boolean contradicts(Expiry known) {
      return expiry()
          .filter(now -> now.source() == ExpirySource.PERSON)
          .filter(
              now ->
                  known.source() == ExpirySource.LATEST
                      ? now.day().isAfter(known.day())
                      : !now.day().equals(known.day()))
          .isPresent();
    }

    /** This entry, of which it is known which of the tokens of the organization it is. */
    public Entry listedAs(ListedToken listed) {
      return new Entry(
          owner,
          description,
          expires,
          hosts,
          anyHost,
          publish,
          check,
          sites,
          verbatim,
          access,
          expiresFrom,
          Optional.of(listed));
    }

    /** This entry with another expiry; what a person writes needs no source. */
    public Entry expiring(Expiry expiry) {
      return new Entry(
          owner,
          description,
          Optional.of(expiry.day()),
          hosts,
          anyHost,
          publish,
          check,
          sites,
          verbatim,
          access,
          Optional.of(expiry.source()).filter(source -> source != ExpirySource.PERSON),
          token);
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
          sites.isEmpty() || other.sites.isEmpty() ? List.of() : union(sites, other.sites),
          verbatim || other.verbatim,
          union(access, other.access),
          expires.isPresent() ? expiresFrom : other.expiresFrom,
          token.or(other::token));
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
          List.of(),
          false);
    }
  }

  /** Copies the map. */
  public Ledger {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    renamed = Collections.unmodifiableSortedMap(new TreeMap<>(renamed));
  }

  /** A ledger of secrets that never had another name. */
  public Ledger(SortedMap<SecretName, Entry> entries) {
    this(entries, Collections.emptySortedMap());
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

  /** Whether the value of {@code name} is meant as it is, whatever it looks like. */
  public boolean isVerbatim(SecretName name) {
    return entries.getOrDefault(name, Entry.empty()).verbatim();
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
  public Ledger with(SecretName name, Entry entry) {
    var extended = new TreeMap<>(entries);
    extended.put(name, entry);
    return new Ledger(extended, renamed);
  }

  /** This ledger with what is known of expiry; what a person wrote stays. */
  public Ledger learning(Map<SecretName, Expiry> known) {
    Ledger learned = this;
    for (Map.Entry<SecretName, Expiry> each : known.entrySet()) {
      Entry entry = entries.get(each.getKey());
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
    Entry moved = kept.remove(from);
    if (moved != null) {
      kept.merge(to, moved, Entry::mergedWith);
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
            List.of(),
            false));
  }

  /** The tree to write; {@code read(write())} equals this ledger. */
  public JsonNode write() {
    return LedgerWriter.write(this);
  }
}
