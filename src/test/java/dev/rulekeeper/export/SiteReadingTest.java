package dev.rulekeeper.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.InMemorySite;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which rules an export reads: those that somebody asked for, and that moved. */
class SiteReadingTest {
  private static final CloudId CLOUD = new CloudId("11111111-2222-3333-4444-555555555555");
  private final InMemorySite site = new InMemorySite();
  private final List<RuleFile> files = new ArrayList<>();
  private final Map<RuleId, BaseRule> base = new TreeMap<>();
  private Selection selection = Selection.everything();
  private boolean full;

  @Test
  void what_did_not_move_since_its_file_was_written_is_not_read() {
    agreed(1);
    agreed(2);
    edit(2, rule -> rule.put("description", "New"));
    site.put(FileForm.toApi(rule(3), CLOUD));
    SiteReading.Read read = read();
    assertThat(ids(read)).containsExactlyInAnyOrder(id(2), id(3));
    assertThat(read.settled()).containsExactly(id(1));
    assertThat(site.reads()).containsOnlyKeys(id(2), id(3));
  }

  @Test
  void a_full_reading_reads_every_rule() {
    agreed(1);
    full = true;
    assertThat(ids(read())).hasSize(1);
  }

  @Test
  void what_the_list_shows_to_be_otherwise_is_read_whatever_its_time() {
    agreed(1);
    agreed(2);
    site.setState(id(1), RuleState.DISABLED);
    edit(2, rule -> rule.put("name", "Renamed"));
    for (int number = 1; number <= 2; number++) {
      base.put(id(number), new BaseRule(rule(number), updated(number)));
    }
    assertThat(ids(read())).hasSize(2);
  }

  @Test
  void a_rule_without_a_file_is_read_although_the_base_knows_it() {
    agreed(1);
    files.clear();
    assertThat(ids(read())).hasSize(1);
  }

  @Test
  void only_what_somebody_asked_for_is_read_and_all_else_stays_as_it_is() {
    agreed(1);
    agreed(2);
    edit(1, rule -> rule.put("name", "Renamed"));
    edit(2, rule -> rule.put("name", "Renamed"));
    site.put(FileForm.toApi(rule(3), CLOUD));
    selection = Selection.ofIds(Set.of(id(1)));
    SiteReading.Read read = read();
    assertThat(ids(read)).containsExactly(id(1));
    assertThat(read.settled()).containsExactlyInAnyOrder(id(2), id(3));
  }

  @Test
  void a_rule_that_is_gone_and_that_nobody_asked_for_is_not_taken_for_removed() {
    agreed(1);
    agreed(2);
    site.delete(id(2));
    selection = Selection.ofIds(Set.of(id(1)));
    assertThat(read().settled()).contains(id(2));
    selection = Selection.everything();
    assertThat(read().settled()).doesNotContain(id(2));
  }

  @Test
  void the_path_of_a_file_counts_where_there_is_one_and_else_what_the_site_says() {
    agreed(1);
    site.put(FileForm.toApi(rule(2), CLOUD));
    full = true;
    selection = Selection.of(List.of("rules/1.yaml"));
    assertThat(ids(read())).containsExactly(id(1));
    selection = Selection.of(List.of("name:Rule 2"));
    assertThat(ids(read())).containsExactly(id(2));
  }

  @Test
  void who_asked_for_nothing_that_there_is_can_be_told() {
    agreed(1);
    selection = Selection.of(List.of("name:Nobody"));
    SiteReading reading = reading();
    reading.from(site, Progress.SILENT);
    assertThat(reading.foundNothing()).isTrue();
    selection = Selection.of(List.of("name:Rule 1"));
    SiteReading other = reading();
    other.from(site, Progress.SILENT);
    assertThat(other.foundNothing()).isFalse();
  }

  @Test
  void a_rule_that_uses_a_secret_without_a_value_is_read_for_it() {
    agreed(1);
    SiteReading.Read known =
        reading().completing(Secrets.map(Map.of("bot", "EXAMPLE"))).from(site, Progress.SILENT);
    assertThat(ids(known)).isEmpty();
    assertThat(known.naming()).isTrue();
    SiteReading.Read lacking =
        reading().completing(Secrets.map(Map.of())).from(site, Progress.SILENT);
    assertThat(ids(lacking)).hasSize(1);
  }

  private SiteReading reading() {
    site.forgetWrites();
    RepositorySnapshot git =
        new RepositorySnapshot(
            files, Baseline.of(base), Ledger.empty(), Optional.empty(), Set.of(), Set.of());
    return new SiteReading(git, CLOUD, selection, full, false);
  }

  private SiteReading.Read read() {
    return reading().from(site, Progress.SILENT);
  }

  private void agreed(int number) {
    site.put(FileForm.toApi(rule(number), CLOUD));
    files.add(new RuleFile("rules/" + number + ".yaml", rule(number), ""));
    base.put(id(number), new BaseRule(rule(number), updated(number)));
  }

  private void edit(int number, java.util.function.UnaryOperator<ObjectNode> edit) {
    ApiRule rule = site.rule(id(number)).orElseThrow();
    site.put(new ApiRule(rule.id(), edit.apply(rule.rule().deepCopy()), rule.connections()));
  }

  private String updated(int number) {
    return site.rule(id(number)).orElseThrow().updated();
  }

  private static Rule rule(int number) {
    ObjectNode fields = ExactJson.object().put("id", id(number).toString());
    fields.put("name", "Rule " + number).put("state", "ENABLED").put("scope", "site");
    fields.put("description", "<<secret:bot>>").putObject("trigger").put("type", "manual");
    return new Rule(id(number), fields);
  }

  private static RuleId id(int number) {
    return RuleId.of("019ab7c0-1111-7222-8333-%012d".formatted(number));
  }

  /** All that was read, be it a rule that can be kept or not. */
  private static Set<RuleId> ids(SiteReading.Read read) {
    Set<RuleId> ids = read.live().ids();
    ids.addAll(read.live().problems().keySet());
    return ids;
  }
}
