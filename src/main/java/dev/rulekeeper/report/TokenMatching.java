package dev.rulekeeper.report;

import dev.rulekeeper.atlassian.OrganizationToken;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.expiry.ExpirySource;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.ledger.LedgerEntry;
import dev.rulekeeper.secret.ledger.TokenReference;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which secret is which of the API tokens that an organization lists, by user and label: as the
 * ledger says, else where only one can be meant.
 *
 * @param matches the secrets that may be tokens of the organization
 */
public record TokenMatching(SortedMap<SecretName, Match> matches) {
  /** How long a token that nobody used is thought to be in use. */
  static final Duration UNUSED = Duration.ofDays(90);

  private static final Pattern USER =
      Pattern.compile("([^\\s:@/\"'<>]{1,64}@[A-Za-z0-9.-]{1,253}):<<secret:([a-z0-9._-]+)>>");
  private static final String CHECK = "atlassian ";

  /**
   * What one secret may be.
   *
   * @param declared whether the ledger says it
   * @param tokens the tokens that it may be; it is known where there is one
   */
  public record Match(boolean declared, List<OrganizationToken> tokens) {
    /** Copies the list. */
    public Match {
      tokens = List.copyOf(tokens);
    }

    /** The token that it is. */
    public Optional<OrganizationToken> token() {
      return tokens.size() == 1 ? Optional.of(tokens.get(0)) : Optional.empty();
    }
  }

  /** Keeps the order. */
  public TokenMatching {
    matches = Collections.unmodifiableSortedMap(new TreeMap<>(matches));
  }

  /** Compares {@code ledger} and the {@code uses} of secrets in rule files with {@code listed}. */
  public static TokenMatching of(
      Ledger ledger,
      SortedMap<SecretName, List<SecretUsage.Row>> uses,
      List<OrganizationToken> listed) {
    SortedMap<SecretName, Match> matches = new TreeMap<>();
    ledger
        .entries()
        .forEach(
            (name, entry) ->
                entry
                    .token()
                    .map(token -> Optional.of(declared(token, listed)))
                    .orElseGet(
                        () -> guessed(name, entry, uses.getOrDefault(name, List.of()), listed))
                    .ifPresent(match -> matches.put(name, match)));
    return new TokenMatching(matches);
  }

  private static Match declared(TokenReference token, List<OrganizationToken> listed) {
    List<OrganizationToken> same =
        listed.stream()
            .filter(each -> each.user().equalsIgnoreCase(token.user()))
            .filter(each -> each.label().equals(token.label()))
            .toList();
    List<OrganizationToken> working = same.stream().filter(OrganizationToken::allowed).toList();
    return new Match(true, working.size() == 1 ? working : same);
  }

  /** Nothing where nothing says that the secret is a token of Atlassian. */
  private static Optional<Match> guessed(
      SecretName name,
      LedgerEntry entry,
      List<SecretUsage.Row> uses,
      List<OrganizationToken> listed) {
    Set<String> users = users(name, entry, uses);
    boolean atlassian =
        entry.expiresFrom().filter(from -> from == ExpirySource.LATEST).isPresent()
            || entry.check().filter(check -> check.startsWith(CHECK)).isPresent();
    List<OrganizationToken> theirs =
        listed.stream()
            .filter(each -> users.contains(each.user().toLowerCase(Locale.ROOT)))
            .toList();
    if (theirs.isEmpty() && !atlassian) {
      return Optional.empty();
    }
    List<OrganizationToken> all = theirs.isEmpty() ? listed : theirs;
    List<OrganizationToken> working = all.stream().filter(OrganizationToken::allowed).toList();
    List<OrganizationToken> named =
        working.stream().filter(each -> each.label().equalsIgnoreCase(name.value())).toList();
    if (named.size() == 1) {
      return Optional.of(new Match(false, named));
    }
    boolean only = !theirs.isEmpty() && working.size() == 1;
    return Optional.of(new Match(false, only ? working : unclear(theirs)));
  }

  /** What is known of the user alone is no match. */
  private static List<OrganizationToken> unclear(List<OrganizationToken> theirs) {
    return theirs.size() == 1 ? List.of() : theirs;
  }

  private static Set<String> users(SecretName name, LedgerEntry entry, List<SecretUsage.Row> uses) {
    Set<String> users = new TreeSet<>();
    entry
        .check()
        .filter(check -> check.startsWith(CHECK))
        .ifPresent(check -> users.add(check.substring(CHECK.length()).toLowerCase(Locale.ROOT)));
    for (SecretUsage.Row row : uses) {
      Matcher matcher = USER.matcher(row.file().rule().fields().at(row.use().pointer()).asText(""));
      while (matcher.find()) {
        if (matcher.group(2).equals(name.value())) {
          users.add(matcher.group(1).toLowerCase(Locale.ROOT));
        }
      }
    }
    return users;
  }

  /** The days of expiry of those that are known. */
  public Map<SecretName, Expiry> expiries() {
    Map<SecretName, Expiry> expiries = new TreeMap<>();
    matches.forEach(
        (name, match) ->
            match
                .token()
                .flatMap(OrganizationToken::expiresAt)
                .flatMap(end -> Expiry.at(end, ExpirySource.ORGANIZATION))
                .ifPresent(expiry -> expiries.put(name, expiry)));
    return expiries;
  }

  /** {@code ledger} with the expiry of what is known, and with the matches that it did not say. */
  public Ledger in(Ledger ledger) {
    Ledger learned = ledger.learning(expiries());
    for (Map.Entry<SecretName, Match> match : matches.entrySet()) {
      Optional<OrganizationToken> token = match.getValue().token();
      LedgerEntry entry = learned.entries().get(match.getKey());
      if (token.isPresent() && entry != null && !match.getValue().declared()) {
        learned =
            learned.with(
                match.getKey(),
                entry.listedAs(new TokenReference(token.get().user(), token.get().label())));
      }
    }
    return learned;
  }

  /** What is wrong with those that are known: they do not work, or nobody uses them. */
  public Map<SecretName, String> warnings(Instant now) {
    Map<SecretName, String> warnings = new TreeMap<>();
    matches.forEach(
        (name, match) -> {
          if (match.declared() && match.tokens().isEmpty()) {
            warnings.put(name, "the organization does not list it: deleted, or not managed there");
          }
          match
              .token()
              .flatMap(token -> warning(token, now))
              .ifPresent(text -> warnings.put(name, text));
        });
    return warnings;
  }

  private static Optional<String> warning(OrganizationToken token, Instant now) {
    if (!token.allowed()) {
      return Optional.of("the organization lists it as " + token.status());
    }
    if (token.lastActiveAt().isEmpty()) {
      return Optional.of("never used, says the organization");
    }
    return token
        .lastActiveAt()
        .filter(last -> last.isBefore(now.minus(UNUSED)))
        .map(last -> "not used since " + day(last) + ", says the organization");
  }

  /** What a person should write into the ledger, one line each. */
  public List<String> proposals() {
    List<String> lines = new ArrayList<>();
    matches.forEach(
        (name, match) -> {
          if (match.declared() && match.tokens().size() < 2) {
            return;
          }
          Optional<OrganizationToken> token = match.token();
          if (token.isPresent()) {
            lines.add(
                name + " can only be " + told(token.get()) + ": --write puts it into secrets.yaml");
          } else if (!match.tokens().isEmpty()) {
            lines.add(
                name
                    + " may be "
                    + match.tokens().stream()
                        .map(TokenMatching::told)
                        .collect(Collectors.joining("; or "))
                    + ": say which in secrets.yaml, such as token: {user: bot@acme.com, label:"
                    + " ci}");
          } else {
            lines.add(
                name
                    + " is a token of Atlassian, but nothing says which: add to secrets.yaml token:"
                    + " {user: bot@acme.com, label: ci}");
          }
        });
    return lines;
  }

  private static String told(OrganizationToken token) {
    return "'"
        + token.label()
        + "' of "
        + token.user()
        + token.expiresAt().map(end -> ", which expires on " + day(end)).orElse("");
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
