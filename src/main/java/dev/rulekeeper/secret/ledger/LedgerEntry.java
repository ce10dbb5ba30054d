package dev.rulekeeper.secret.ledger;

import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.expiry.ExpirySource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the ledger says of one name; the keys of the file are the names of these components in kebab
 * case.
 *
 * @param hosts host names that may receive the secret; a leading {@code *.} stands for one or more
 *     labels
 * @param anyHost whether it may be sent to any host, also one that is not known before the rule
 *     runs
 * @param publish places that may hold it although they publish it, of {@link #PUBLISHING_PLACES}
 * @param check how a value can be tried out: an https address that answers 2xx to an accepted one,
 *     {@code basic USER URL}, {@code header NAME URL} or {@code atlassian EMAIL}
 * @param sites the sites whose rules may use it; all where there are none
 * @param verbatim whether its value is meant as it is, although it looks like a slip: with white
 *     space at its edges, control characters or two opening braces
 * @param access in which ways a rule that holds it may be opened to more people, of {@link #WAYS}
 * @param expiresFrom where the date comes from; a person wrote it where there is nothing
 * @param token which of the tokens that the organization lists it is
 */
public record LedgerEntry(
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
    Optional<TokenReference> token) {
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
  public LedgerEntry {
    hosts = List.copyOf(hosts);
    publish = List.copyOf(publish);
    sites = List.copyOf(sites);
    access = List.copyOf(access);
  }

  /** When it expires, and how that is known. */
  public Optional<Expiry> expiry() {
    return expires.map(day -> new Expiry(day, expiresFrom.orElse(ExpirySource.PERSON)));
  }

  /**
   * This entry with what is known of its expiry. A date that a person wrote stays, and a longest
   * life counts from the first day on which it was known.
   */
  public LedgerEntry learning(Expiry known) {
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
  public LedgerEntry listedAs(TokenReference listed) {
    return new LedgerEntry(
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
  public LedgerEntry expiring(Expiry expiry) {
    return new LedgerEntry(
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

  /** This entry, of a secret that may go to these hosts and be published at these places. */
  LedgerEntry sentTo(List<String> receivers, boolean any, List<String> places) {
    return new LedgerEntry(
        owner,
        description,
        expires,
        receivers,
        any,
        places,
        check,
        sites,
        verbatim,
        access,
        expiresFrom,
        token);
  }

  /** This entry with what it is, in words. */
  LedgerEntry describedAs(String words) {
    return new LedgerEntry(
        owner,
        Optional.of(words),
        expires,
        hosts,
        anyHost,
        publish,
        check,
        sites,
        verbatim,
        access,
        expiresFrom,
        token);
  }

  /** Whether rules of {@code site} may use it. */
  public boolean isFor(SiteName site) {
    return sites.isEmpty() || sites.contains(site);
  }

  LedgerEntry mergedWith(LedgerEntry other) {
    return new LedgerEntry(
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
  public static LedgerEntry empty() {
    return new LedgerEntry(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        List.of(),
        Optional.empty(),
        List.of(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
