package dev.rulekeeper.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rules of a fresh sandbox, as many as wanted. */
public final class SeedRules {
  private static final int FIRST_PROJECT = 10001;
  private static final int TEAMS_OF_PROJECTS = 997;
  private static final String PADDING = "Kept for the record: nothing to see here, line ";

  private SeedRules() {}

  /**
   * Rules as a caller would send them, {@code {"rule":…,"connections":…}}, without ids.
   *
   * @param count how many; 0 for each of the built-in ones once
   * @param leastBytes the least length of a rule as JSON, reached with lines of a log action
   */
  public static Stream<ObjectNode> of(SeedSite site, int count, int leastBytes) {
    List<ObjectNode> base = base(site);
    int wanted = count == 0 ? base.size() : count;
    return IntStream.range(0, wanted)
        .mapToObj(i -> variation(base.get(i % base.size()), i / base.size(), site))
        .map(rule -> pad(rule, leastBytes));
  }

  private static List<ObjectNode> base(SeedSite site) {
    return Stream.<Function<SeedSite, List<ObjectNode>>>of(
            DeploymentRules::in,
            NotificationRules::in,
            OperationsRules::in,
            IntegrationRules::in,
            TicketRules::in)
        .flatMap(theme -> theme.apply(site).stream())
        .toList();
  }

  /** The same rule of another team: its name and projects differ, its tokens do not. */
  private static ObjectNode variation(ObjectNode base, int team, SeedSite site) {
    ObjectNode envelope = base.deepCopy();
    if (team == 0) {
      return envelope;
    }
    ObjectNode rule = (ObjectNode) envelope.get("rule");
    rule.put("name", rule.path("name").asText() + " (team " + team + ")");
    ArrayNode scope = ExactJson.array();
    for (JsonNode ari : rule.path("ruleScopeARIs")) {
      scope.add(ari.asText().contains(":project/") ? project(team, scope.size(), site) : ari);
    }
    rule.set("ruleScopeARIs", scope);
    ((ArrayNode) rule.get("components"))
        .insert(0, ActionSteps.comment("Handled by team " + team + "."));
    return envelope;
  }

  private static JsonNode project(int team, int index, SeedSite site) {
    int project = FIRST_PROJECT + index + team % TEAMS_OF_PROJECTS * 10;
    return TextNode.valueOf(site.projectAri(project));
  }

  private static ObjectNode pad(ObjectNode envelope, int leastBytes) {
    int missing = leastBytes == 0 ? 0 : leastBytes - ExactJson.write(envelope).length();
    if (missing > 0) {
      StringBuilder text = new StringBuilder();
      for (int line = 1; text.length() < missing; line++) {
        text.append(PADDING).append(line).append(".\n");
      }
      ((ArrayNode) envelope.path("rule").get("components")).add(ActionSteps.log(text.toString()));
    }
    return envelope;
  }
}
