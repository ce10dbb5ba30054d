package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.sandbox.seed.SeedRules;
import dev.rulekeeper.sandbox.seed.SeedSite;
import java.util.stream.Stream;

/** Fills a site with its first rules. */
final class Seeding {
  /** 2 January 2025: rules of the seed are a while old, and the same age whenever it is started. */
  private static final long FIRST_CREATED_MILLIS = 1_735_776_000_174L;

  private static final long BETWEEN_MILLIS = 61_007;

  private final SandboxOptions options;
  private final String cloudId;
  private final SeedIds ids;
  private final RuleIntake writer;

  Seeding(SandboxOptions options, String cloudId, SeedIds ids, RuleIntake writer) {
    this.options = options;
    this.cloudId = cloudId;
    this.ids = ids;
    this.writer = writer;
  }

  void fill(RuleStore store, String url, String botToken) {
    long[] created = {FIRST_CREATED_MILLIS};
    envelopes(url, botToken)
        .forEach(
            envelope -> {
              ObjectNode rule = (ObjectNode) envelope.get("rule");
              writer.learn(rule);
              created[0] += BETWEEN_MILLIS;
              store.add(
                  () -> writer.seeded(rule, (ArrayNode) envelope.get("connections"), created[0]));
            });
  }

  private Stream<ObjectNode> envelopes(String url, String botToken) {
    if (options.seedFile().isPresent()) {
      return SeedFile.read(options.seedFile().get(), cloudId, ids).stream();
    }
    SeedSite site =
        new SeedSite(
            url + "/target",
            cloudId,
            Accounts.BOT_EMAIL,
            botToken,
            ids.account(Accounts.BOT),
            ids.account(Accounts.ADMINISTRATOR),
            ids.account(Accounts.COLLEAGUE));
    return SeedRules.of(site, options.rules(), options.ruleBytes()).map(ids::of);
  }
}
