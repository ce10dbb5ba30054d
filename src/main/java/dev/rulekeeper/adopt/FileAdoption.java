package dev.rulekeeper.adopt;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.guard.LeakGuard;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.search.KnownValues;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Takes credentials that stand in clear out of rule files.
 *
 * @param changes the new texts of rule files and ledger by path; empty where no value stands in one
 * @param values the adopted values
 * @param warnings where an adopted secret stands under other eyes, one sentence each
 */
public record FileAdoption(FileChanges changes, SecretMap values, List<String> warnings) {
  /**
   * Replaces the values of {@code names} by placeholders wherever they stand in {@code ruleFiles}.
   *
   * @param rendering knows the variables of the site
   * @param today the day in UTC
   * @throws AdoptionException if a value stands where no placeholder can
   */
  public static FileAdoption of(
      List<RuleFile> ruleFiles,
      Map<SecretValue, SecretName> names,
      LedgerFile ledger,
      Rendering rendering,
      LocalDate today) {
    Map<SecretName, SecretValue> byName = new TreeMap<>();
    names.forEach((value, name) -> byName.put(name, value));
    SecretMap values = SecretMap.of(byName);
    Map<String, String> changes = new TreeMap<>();
    List<Rule> rules = new ArrayList<>();
    for (RuleFile file : ruleFiles) {
      Rule rule = replaced(file.rule(), names, values);
      rules.add(rule);
      if (!Equality.same(rule.fields(), file.rule().fields())) {
        changes.put(file.path(), RuleRepository.text(rule, file));
      }
    }
    if (changes.isEmpty()) {
      return new FileAdoption(FileChanges.none(), values, List.of());
    }
    LedgerAdoption adoption =
        LedgerAdoption.of(ledger.ledger(), rules, rendering, byName::containsKey, Set.of())
            .dated(values, rules, today);
    changes.put(RuleRepository.LEDGER, ledger.saying(adoption.ledger()));
    FileChanges files = FileChanges.writing(changes);
    refuseLeaks(files, values);
    return new FileAdoption(files, values, adoption.warnings());
  }

  private static Rule replaced(Rule rule, Map<SecretValue, SecretName> names, SecretMap values) {
    Rule named =
        FindingSubstitution.substitute(
            FindingSubstitution.replace(rule, new Detector().find(rule.fields()), names),
            KnownValues.of(values));
    return EncodingAssignment.in(named, List.of(rule), (at, text) -> valueOf(values));
  }

  private static Function<Tag, Optional<String>> valueOf(SecretMap values) {
    return tag ->
        tag.kind() == Tag.Kind.SECRET
            ? values.value(new SecretName(tag.name())).map(SecretValue::reveal)
            : Optional.empty();
  }

  private static void refuseLeaks(FileChanges files, SecretMap values) {
    List<String> leaks =
        LeakGuard.of(values).search(files).stream()
            .map(leak -> leak.where() + " still holds " + leak.name())
            .toList();
    if (!leaks.isEmpty()) {
      throw new AdoptionException(
          AdoptionException.Kind.LEAK,
          "a value stands where it cannot become a placeholder; nothing was written",
          leaks,
          "move it by hand: into a text of the rule, not into a key or a file name");
    }
  }
}
