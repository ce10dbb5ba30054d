package dev.rulekeeper.workflow;

import dev.rulekeeper.adopt.FileAdoption;
import dev.rulekeeper.adopt.SecretMapTemplate;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes credentials that stand in clear in rule files out of them. */
public final class FileAdoptionRun {
  private FileAdoptionRun() {}

  /**
   * Replaces the values of {@code names} in {@code files}; the redactor knows them from here on.
   *
   * @param out receives the values
   * @return what was done
   */
  public static FileAdoption of(
      Session session,
      List<RuleFile> files,
      Map<SecretValue, SecretName> names,
      SecretsOutFile out,
      CommitRequest commit) {
    Environment environment = session.environment();
    environment.redactor().learn(names.keySet());
    FileAdoption adoption =
        FileAdoption.of(
            files,
            names,
            session.ledgerFile(),
            session.rendering(SecretMap.of(Map.of())),
            environment.today());
    adoption.warnings().forEach(warning -> environment.say("Warning: " + warning));
    if (!adoption.changes().isEmpty()) {
      Set<SecretName> adopted = adoption.values().names();
      FileChanges changes =
          adoption.changes().with(SecretMapTemplate.adding(adopted, session.repository().files()));
      out.add(adoption.values());
      commit.apply(session, changes, "Adopt " + Count.of(adopted.size(), "secret") + "\n");
    }
    return adoption;
  }
}
