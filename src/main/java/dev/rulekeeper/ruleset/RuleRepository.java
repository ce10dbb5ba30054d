package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of a rule repository, read. Writes nothing itself: it says what text belongs where. */
public final class RuleRepository {
  /** The name of the configuration file at the root. */
  public static final String CONFIGURATION = "rulekeeper.yaml";

  /** The name of the ledger at the root. */
  public static final String LEDGER = "secrets.yaml";

  private final Path root;

  private RuleRepository(Path root) {
    this.root = root;
  }

  /**
   * The repository that {@code directory} lies in: that folder or the nearest one above it with a
   * {@code rulekeeper.yaml}.
   *
   * @throws RulesetException if there is none; says to run {@code init}
   */
  public static RuleRepository open(Path directory) {
    return new RuleRepository(directory);
  }

  /** The root folder. */
  public Path root() {
    return root;
  }

  /** Reads {@code rulekeeper.yaml}. */
  public Configuration configuration() {
    throw new IllegalStateException("stub");
  }

  /** The tree of the ledger, where the file exists. */
  public Optional<JsonNode> ledger() {
    throw new IllegalStateException("stub");
  }

  /**
   * Reads every file under {@code rules/}, in the order of their paths.
   *
   * @throws RulesetException with every problem of every file: not YAML, no id, one id in two
   *     files, a bad tag
   */
  public List<RuleFile> ruleFiles() {
    throw new IllegalStateException("stub");
  }

  /**
   * The path for a rule that has no file yet: {@code rules/<scope>/<slug>.yaml}, not one of {@code
   * taken}.
   */
  public static String pathFor(Rule rule, Set<String> taken) {
    throw new IllegalStateException("stub");
  }

  /** The text of a file for {@code rule}. */
  public static String text(Rule rule) {
    throw new IllegalStateException("stub");
  }

  /**
   * The text of {@code file} changed to hold {@code rule}, with the comments that people wrote in
   * it.
   */
  public static String text(Rule rule, RuleFile file) {
    throw new IllegalStateException("stub");
  }
}
