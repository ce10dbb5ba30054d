package dev.rulekeeper.secret.ledger;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.place.Host;
import dev.rulekeeper.secret.place.HostPattern;
import dev.rulekeeper.secret.place.SecretUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rule may do with secrets, by the ledger (design section 5). Without it, whoever may edit a
 * rule file could have CI send them every secret.
 */
public final class EgressPolicy {
  private final Ledger ledger;
  private final Optional<SiteName> site;

  private EgressPolicy(Ledger ledger, Optional<SiteName> site) {
    this.ledger = ledger;
    this.site = site;
  }

  /**
   * A use of a secret that the ledger does not allow.
   *
   * @param field see {@link SecretUse}
   * @param target the host, {@code "?"} for one that is not known before the rule runs, the
   *     publishing place, the site, or {@code ""} where the ledger does not know the name at all
   * @param reason a sentence without full stop: what would happen
   * @param remedy what to write into {@code secrets.yaml} to allow it
   */
  public record Violation(
      SecretName name,
      JsonPointer pointer,
      String field,
      String target,
      String reason,
      String remedy) {
    /** Reason and remedy as one text. */
    public String message() {
      return reason + "; if that is right, " + remedy;
    }
  }

  /** The policy that {@code ledger} states. */
  public static EgressPolicy of(Ledger ledger) {
    return new EgressPolicy(ledger, Optional.empty());
  }

  /** The policy that {@code ledger} states for the rules of {@code site}. */
  public static EgressPolicy of(Ledger ledger, SiteName site) {
    return new EgressPolicy(ledger, Optional.of(site));
  }

  /**
   * What {@code fields}, a rule in file form with template texts, does against the policy, in
   * document order.
   */
  public List<Violation> violations(ObjectNode fields) {
    List<Violation> violations = new ArrayList<>();
    for (SecretUse use : SecretUse.in(fields)) {
      Optional<LedgerEntry> entry = Optional.ofNullable(ledger.entries().get(use.name()));
      if (entry.isEmpty()) {
        violations.add(undeclared(use));
        continue;
      }
      if (site.isPresent() && !entry.get().isFor(site.get())) {
        violations.add(elsewhere(use, site.get(), entry.get().sites()));
      }
      if (!maySend(entry.get(), use.host())) {
        violations.add(sent(use));
      }
      if (!use.publish().isEmpty() && !entry.get().publish().contains(use.publish())) {
        violations.add(published(use));
      }
    }
    return violations;
  }

  /** Those of {@code risks} that the ledger does not allow, each with what to do. */
  public List<String> objections(List<AccessRisk> risks) {
    List<String> objections = new ArrayList<>();
    for (AccessRisk risk : risks) {
      String kind = risk.kind().label();
      List<String> forbidden =
          risk.secrets().stream()
              .filter(name -> risk.kind().needsLeave() && !mayOpen(name, kind))
              .map(SecretName::value)
              .toList();
      if (!forbidden.isEmpty()) {
        objections.add(
            risk.message()
                + "; if that is right, add "
                + kind
                + " to access under secrets."
                + String.join(", secrets.", forbidden)
                + " in secrets.yaml");
      }
    }
    return objections;
  }

  private boolean mayOpen(SecretName name, String kind) {
    return Optional.ofNullable(ledger.entries().get(name))
        .filter(entry -> entry.access().contains(kind))
        .isPresent();
  }

  private static boolean maySend(LedgerEntry entry, String host) {
    return host.isEmpty()
        || entry.anyHost()
        || entry.hosts().stream().anyMatch(pattern -> HostPattern.matches(pattern, host));
  }

  private static Violation undeclared(SecretUse use) {
    return violation(
        use,
        "",
        tag(use) + " stands in " + use.field() + ", but secrets.yaml does not know it",
        "add an entry secrets." + use.name() + " with the hosts that may receive it");
  }

  private static Violation elsewhere(SecretUse use, SiteName site, List<SiteName> sites) {
    return violation(
        use,
        site.value(),
        tag(use)
            + " in "
            + use.field()
            + " is for "
            + String.join(", ", sites.stream().map(SiteName::value).toList())
            + ", not for "
            + site,
        "add " + site + " to sites under secrets." + use.name() + " in secrets.yaml");
  }

  private static Violation sent(SecretUse use) {
    if (use.host().equals(SecretUse.UNKNOWN_HOST)) {
      return violation(
          use,
          use.host(),
          tag(use)
              + " in "
              + use.field()
              + " would go to a host that nobody can tell before the rule runs",
          "write a plain host name into the address, or any-host: true under secrets."
              + use.name()
              + " in secrets.yaml");
    }
    if (Host.isPlain(use.host())) {
      return violation(
          use,
          use.host(),
          tag(use)
              + " in "
              + use.field()
              + " would go to "
              + Host.name(use.host())
              + " without encryption, for everybody on the way to read",
          "write https into the address, or add "
              + use.host()
              + " to hosts under secrets."
              + use.name()
              + " in secrets.yaml");
    }
    return violation(
        use,
        use.host(),
        tag(use) + " in " + use.field() + " would go to " + use.host(),
        "add " + use.host() + " to hosts under secrets." + use.name() + " in secrets.yaml");
  }

  private static Violation published(SecretUse use) {
    String what =
        use.publish().equals("response")
            ? " would go to a host whose answer, which may hold it, other components read"
            : " would be shown to everyone who reads it there";
    return violation(
        use,
        use.publish(),
        tag(use) + " in " + use.field() + what,
        "add " + use.publish() + " to publish under secrets." + use.name() + " in secrets.yaml");
  }

  private static String tag(SecretUse use) {
    return "<<secret:" + use.name() + ">>";
  }

  private static Violation violation(SecretUse use, String target, String reason, String remedy) {
    return new Violation(use.name(), use.pointer(), use.field(), target, reason, remedy);
  }
}
