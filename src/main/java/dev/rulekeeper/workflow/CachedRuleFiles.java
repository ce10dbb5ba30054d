package dev.rulekeeper.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.git.BlobCache;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.PackedText;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleFacts;
import dev.rulekeeper.ruleset.FileText;
import dev.rulekeeper.ruleset.ParsedFiles;
import dev.rulekeeper.ruleset.RuleFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What committed rule files say, kept in the Git folder: facts, which most commands need nothing
 * but, and trees, since JSON is read ten times as fast as YAML.
 */
final class CachedRuleFiles implements ParsedFiles, AutoCloseable {
  /** To be raised whenever a rule file with the same text is read to another tree, or refused. */
  private static final String VERSION = "3";

  private static final String BLOB = "blob";

  private final BlobCache facts;
  private final BlobCache trees;
  private boolean learning = true;

  CachedRuleFiles(WorkTree workTree) {
    String version = VERSION + " " + RunningVersion.number();
    this.facts = workTree.cache("rule-facts", version);
    this.trees = workTree.cache("rule-files", version);
  }

  @Override
  public Optional<Known> of(FileText text) {
    String key = text.key();
    return facts.of(key).flatMap(CachedRuleFiles::json).flatMap(kept -> known(kept, key, text));
  }

  private Optional<Known> known(JsonNode kept, String key, FileText text) {
    String blob = kept.path(BLOB).asText("");
    // What Git has need not be in memory.
    Supplier<String> texts = facts.has(blob) ? inGit(blob) : PackedText.of(text.text());
    return RuleFacts.read(kept)
        .map(known -> new Known(Rule.known(known, () -> tree(key, texts)), texts));
  }

  private Supplier<String> inGit(String blob) {
    return () -> new String(facts.content(blob), StandardCharsets.UTF_8);
  }

  private ObjectNode tree(String key, Supplier<String> text) {
    return trees
        .of(key)
        .flatMap(CachedRuleFiles::json)
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .orElseGet(() -> RuleFile.read("a rule file", text.get()).rule().fields());
  }

  @Override
  public Known learn(FileText text, Rule rule) {
    if (!learning) {
      return Known.packed(text.text(), rule);
    }
    byte[] json = ExactJson.bytes(rule.fields());
    // What JSON would not give back to the last digit is read from YAML every time.
    if (ExactJson.parse(json).filter((JsonNode same) -> same.equals(rule.fields())).isEmpty()) {
      return Known.packed(text.text(), rule);
    }
    String blob = text.blob(BlobCache::blob);
    String key = text.key();
    RuleFacts said = RuleFacts.of(rule.id(), rule.fields(), json);
    boolean kept =
        trees.keep(key, blob, json)
            && facts.keep(key, blob, ExactJson.bytes(said.write().put(BLOB, blob)));
    return kept
        ? new Known(rule.madeAgain(said, () -> tree(key, inGit(blob))), inGit(blob))
        : Known.packed(text.text(), rule);
  }

  private static Optional<JsonNode> json(byte[] text) {
    return ExactJson.parse(text);
  }

  /** From now on nothing new is kept. */
  void leaveAsItIs() {
    learning = false;
  }

  @Override
  public void close() {
    facts.close();
    trees.close();
  }
}
