package dev.rulekeeper.adopt;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.detection.SecretNaming;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A text in a rule file that is a credential, or may be one. */
public record FoundCredential(RuleFile file, Finding finding) {
  /** Those in {@code files}, in the order of files and places. */
  public static List<FoundCredential> in(Collection<RuleFile> files) {
    Detector detector = new Detector();
    List<FoundCredential> found = new ArrayList<>();
    files.forEach(file -> found.addAll(in(file, detector)));
    return found;
  }

  /** Those that {@code detector} finds in {@code file}. */
  public static List<FoundCredential> in(RuleFile file, Detector detector) {
    return detector.find(file.rule().fields()).stream()
        .map(one -> new FoundCredential(file, one))
        .toList();
  }

  /**
   * Of {@code found} those that are doubted and have one of {@code marks}.
   *
   * @throws AdoptionException if a mark is that of none
   */
  public static List<FoundCredential> marked(
      List<FoundCredential> found, Collection<String> marks) {
    List<FoundCredential> doubted =
        found.stream()
            .filter(one -> !one.isCertain() && marks.contains(one.doubt().mark()))
            .toList();
    Set<String> unknown = new TreeSet<>(marks);
    doubted.forEach(one -> unknown.remove(one.doubt().mark()));
    if (!unknown.isEmpty()) {
      throw new AdoptionException(
          AdoptionException.Kind.UNKNOWN,
          "no place in the rule files has the mark " + String.join(", ", unknown),
          List.of(),
          "a mark changes when the text at its place does; see the present ones with: rulekeeper"
              + " lint");
    }
    return doubted;
  }

  /** What a person is asked about those of {@code found} that may be credentials. */
  public static List<Doubt> doubts(List<FoundCredential> found) {
    return found.stream().filter(one -> !one.isCertain()).map(FoundCredential::doubt).toList();
  }

  /** A name for each value in {@code found}: the known one, else one that is not {@code taken}. */
  public static Map<SecretValue, SecretName> names(
      List<FoundCredential> found, SecretMap known, Set<SecretName> taken) {
    SortedMap<RuleId, List<Finding>> findings = new TreeMap<>();
    found.forEach(
        one ->
            findings
                .computeIfAbsent(one.file().rule().id(), id -> new ArrayList<>())
                .add(one.finding()));
    return SecretNaming.assign(findings, known, taken);
  }

  /** Whether it surely is one. */
  public boolean isCertain() {
    return finding.certain();
  }

  /** Its file, with its line. */
  public String where() {
    return file.where(finding.pointer());
  }

  /** What a person is asked about it, where it may be one. */
  public Doubt doubt() {
    return Doubt.of(file.rule().id(), where(), finding);
  }
}
