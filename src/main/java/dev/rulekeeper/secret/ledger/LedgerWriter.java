package dev.rulekeeper.secret.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;

/** Writes the tree of {@code secrets.yaml}, and nothing of what an entry does not say. */
final class LedgerWriter {
  private LedgerWriter() {}

  static JsonNode write(Ledger ledger) {
    ObjectNode tree = ExactJson.object();
    ObjectNode secrets = tree.putObject("secrets");
    ledger.entries().forEach((name, entry) -> write(entry, secrets.putObject(name.value())));
    if (!ledger.renamed().isEmpty()) {
      ObjectNode names = tree.putObject("renamed");
      ledger.renamed().forEach((old, name) -> names.put(old.value(), name.value()));
    }
    return tree;
  }

  private static void write(LedgerEntry entry, ObjectNode node) {
    entry.owner().ifPresent(text -> node.put("owner", text));
    entry.description().ifPresent(text -> node.put("description", text));
    entry.expires().ifPresent(date -> node.put("expires", date.toString()));
    entry.expiresFrom().ifPresent(source -> node.put("expires-from", source.word()));
    entry
        .token()
        .ifPresent(
            token -> node.putObject("token").put("user", token.user()).put("label", token.label()));
    list(node, "hosts", entry.hosts());
    flag(node, "any-host", entry.anyHost());
    list(node, "publish", entry.publish());
    entry.check().ifPresent(text -> node.put("check", text));
    list(node, "sites", entry.sites().stream().map(site -> site.value()).toList());
    flag(node, "verbatim", entry.verbatim());
    list(node, "access", entry.access());
  }

  private static void list(ObjectNode node, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      texts.forEach(node.putArray(key)::add);
    }
  }

  private static void flag(ObjectNode node, String key, boolean value) {
    if (value) {
      node.put(key, true);
    }
  }
}
