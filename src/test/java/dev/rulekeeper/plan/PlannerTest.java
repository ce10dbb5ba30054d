package dev.rulekeeper.plan;

import static dev.rulekeeper.plan.PlanSamples.BEFORE;
import static dev.rulekeeper.plan.PlanSamples.CLOUD;
import static dev.rulekeeper.plan.PlanSamples.TODAY;
import static dev.rulekeeper.plan.PlanSamples.id;
import static dev.rulekeeper.plan.PlanSamples.name;
import static dev.rulekeeper.plan.PlanSamples.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.InMemorySite;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.search.KnownValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan reads of the site, what it decides about each rule, and what it says beside. */
class PlannerTest {
  /** What no template can tell from an edit: it might as well be a sentence. */
  private static final String WORDS = "EXAMPLE words of old";

  private final InMemorySite site = new InMemorySite();
  private Clock clock = Clock.systemUTC();
  private final List<RuleFile> files = new ArrayList<>();
  private final Map<RuleId, BaseRule> base = new TreeMap<>();
  private final List<Planner.Check> checks = new ArrayList<>();
  private Rendering rendering = PlanSamples.rendering(TODAY);
  private PlanOptions options = PlanOptions.careful();
  private Optional<TagFingerprints> key = Optional.empty();
  private final Redactor redactor = new Redactor();
  private List<String> baseNotes = List.of();
  private boolean met = true;

  @Test
  void a_rule_that_is_the_same_on_all_sides_is_unchanged_and_agreed() {
    agreed(rule(1), TODAY);
    PlanResult result = result();
    assertThat(result.plan().isEmpty()).isTrue();
    assertThat(result.plan().unchanged()).isEqualTo(1);
    assertThat(result.agreed()).containsOnlyKeys(id(1));
    assertThat(result.rules()).isEqualTo(1);
  }

  @Test
  void every_rule_is_counted_once_wherever_it_is() {
    agreed(rule(1), TODAY);
    files.add(PlanSamples.file(rule(2)));
    site.put(PlanSamples.onSite(rule(3), TODAY));
    PlanResult result = result();
    assertThat(result.rules()).isEqualTo(3);
    assertThat(kinds(result)).isEqualTo(Map.of(id(2), ChangeKind.CREATE, id(3), ChangeKind.DRIFT));
  }

  // What is read.

  @Test
  void a_rule_with_a_secret_is_read_to_see_its_value() {
    agreed(rule(1), TODAY);
    agreed(rule(2, "Plain", "none"), TODAY);
    result();
    assertThat(site.reads()).containsOnlyKeys(id(1));
  }

  @Test
  void with_a_key_nothing_is_read_where_nothing_moved() {
    remember();
    agreed(rule(1), TODAY);
    assertThat(result().plan().unchanged()).isEqualTo(1);
    assertThat(site.reads()).isEmpty();
  }

  @Test
  void a_full_plan_reads_every_rule() {
    remember();
    agreed(rule(1), TODAY);
    agreed(rule(2, "Plain", "none"), TODAY);
    options = PlanOptions.careful().with(PlanOptions.Choice.READ_EVERY_RULE);
    result();
    assertThat(site.reads()).containsOnlyKeys(id(1), id(2));
  }

  @Test
  void what_moved_on_either_side_is_read() {
    remember();
    agreed(rule(1), TODAY);
    agreed(rule(2), TODAY);
    agreed(rule(3), TODAY);
    edit(1, "On the site");
    files.set(1, PlanSamples.file(rule(2, "In Git", "Bearer <<secret:bot>>")));
    Plan plan = result().plan();
    assertThat(site.reads()).containsOnlyKeys(id(1), id(2));
    assertThat(plan.changes())
        .extracting(Change::kind)
        .containsExactly(ChangeKind.UPDATE, ChangeKind.DRIFT);
  }

  @Test
  void what_is_not_selected_is_neither_read_nor_compared_nor_counted_as_unchanged() {
    agreed(rule(1), BEFORE);
    agreed(rule(2), BEFORE);
    files.add(PlanSamples.file(rule(3)));
    options = PlanOptions.careful().of(Selection.ofIds(Set.of(id(1))));
    PlanResult result = result();
    assertThat(kinds(result)).isEqualTo(Map.of(id(1), ChangeKind.ROTATE));
    assertThat(result.plan().unchanged()).isZero();
    assertThat(site.reads()).containsOnlyKeys(id(1));
    assertThat(result.rules()).as("the share of a threshold is of all rules").isEqualTo(3);
  }

  @Test
  void one_rule_may_tell_of_a_secret_that_the_others_have_an_older_value_too() {
    agreed(rule(1), BEFORE);
    agreed(rule(2), BEFORE);
    options = options.with(PlanOptions.Choice.SAMPLE);
    assertThat(kinds(result()))
        .isEqualTo(Map.of(id(1), ChangeKind.ROTATE, id(2), ChangeKind.ROTATE));
    assertThat(site.reads()).containsOnlyKeys(id(1));
  }

  @Test
  void a_sample_with_the_current_value_speaks_for_nobody() {
    agreed(rule(1), TODAY);
    agreed(rule(2), BEFORE);
    options = options.with(PlanOptions.Choice.SAMPLE);
    assertThat(kinds(result())).isEqualTo(Map.of(id(2), ChangeKind.ROTATE));
    assertThat(site.reads()).containsOnlyKeys(id(1), id(2));
  }

  @Test
  void an_edit_that_the_list_of_rules_does_not_show_moves_its_time() {
    remember();
    agreed(rule(1), TODAY);
    ApiRule rule = site.rule(id(1)).orElseThrow();
    site.put(
        new ApiRule(id(1), rule.rule().deepCopy().put("description", "New"), rule.connections()));
    assertThat(kinds(result())).isEqualTo(Map.of(id(1), ChangeKind.DRIFT));
  }

  @Test
  void what_the_list_shows_to_be_otherwise_is_read_although_its_time_is_the_same() {
    remember();
    agreed(rule(1), TODAY);
    agreed(rule(2), TODAY);
    edit(1, "Named in the browser");
    site.setState(id(2), RuleState.DISABLED);
    for (int number = 1; number <= 2; number++) {
      BaseRule entry = base.get(id(number));
      String time = site.rule(id(number)).orElseThrow().updated();
      base.put(
          id(number),
          new BaseRule(
              Objects.requireNonNull(entry).rule(), time, entry.fingerprints(), entry.variables()));
    }
    result();
    assertThat(site.reads()).containsOnlyKeys(id(1), id(2));
  }

  @Test
  void an_edit_in_git_that_no_list_shows_is_read() {
    remember();
    agreed(rule(1), TODAY);
    files.set(0, PlanSamples.file(described(rule(1), "New")));
    assertThat(kinds(result())).isEqualTo(Map.of(id(1), ChangeKind.UPDATE));
  }

  @Test
  void a_rule_with_a_variable_that_changed_since_is_read_whatever_another_one_tells() {
    rendering = new Rendering(Secrets.map(Map.of("bot", TODAY)), Map.of("team", "new"));
    Rule first = rule(1);
    Rule second = rule(2, "Rule 2", "<<var:team>> <<secret:bot>>");
    agreed(first, BEFORE);
    agreed(second, PlanSamples.onSite(rule(2, "Rule 2", "old " + BEFORE), ""));
    String time = Objects.requireNonNull(base.get(id(2))).updated();
    base.put(
        id(2), new BaseRule(second, time, new TreeMap<>(), new TreeMap<>(Map.of("team", "old"))));
    options = options.with(PlanOptions.Choice.SAMPLE);
    result();
    assertThat(site.reads()).containsOnlyKeys(id(1), id(2));
  }

  @Test
  void a_rule_speaks_only_for_its_own_secret() {
    rendering = new Rendering(Secrets.map(Map.of("bot", TODAY, "pager", "EXAMPLE-p")), Map.of());
    agreed(rule(1), BEFORE);
    agreed(rule(2), BEFORE);
    Rule pager = rule(3, "Rule 3", "Bearer <<secret:pager>>");
    agreed(pager, PlanSamples.onSite(rule(3, "Rule 3", "Bearer EXAMPLE-p"), ""));
    options = options.with(PlanOptions.Choice.SAMPLE);
    assertThat(kinds(result())).containsOnlyKeys(id(1), id(2));
    assertThat(site.reads()).containsOnlyKeys(id(1), id(3));
  }

  @Test
  void a_rule_that_somebody_edited_just_now_is_waited_for() {
    agreed(rule(1), TODAY);
    edit(1, "Edited");
    assertThat(result().unsettled()).isEmpty();
    Instant now = Instant.parse("2026-11-30T12:00:00Z");
    clock = Clock.fixed(now, ZoneOffset.UTC);
    site.clock(now.minusSeconds(10).getEpochSecond());
    agreed(rule(2), TODAY);
    edit(2, "Edited");
    agreed(rule(3), TODAY);
    assertThat(result().unsettled())
        .as("what the base has already is settled")
        .containsExactly(id(2));
    clock = Clock.fixed(now.plusSeconds(30), ZoneOffset.UTC);
    assertThat(result().unsettled()).as("edited 40 seconds ago").isEmpty();
  }

  // What is decided.

  @Test
  void what_one_rule_proves_to_be_an_older_value_is_one_in_every_rule() {
    agreed(rule(1), WORDS);
    agreed(rule(2), WORDS);
    edit(2, "Edited");
    assertThat(kinds(result()))
        .isEqualTo(Map.of(id(1), ChangeKind.ROTATE, id(2), ChangeKind.ROTATE));
  }

  @Test
  void what_nothing_proves_waits_for_a_decision() {
    agreed(rule(2), WORDS);
    edit(2, "Edited");
    Plan plan = result().plan();
    assertThat(kinds(plan)).isEqualTo(Map.of(id(2), ChangeKind.UNPROVEN));
    assertThat(plan.changes().get(0).reason().orElseThrow())
        .contains("/components/0/value/headers/0/value")
        .contains("--with-old");
    assertThat(plan.changes().get(0).isHidden()).isFalse();
  }

  @Test
  void an_older_value_that_the_user_knows_proves_it() {
    agreed(rule(2), WORDS);
    edit(2, "Edited");
    options = options.knowing(Map.of(name("bot"), Set.of(SecretValue.of(WORDS))));
    assertThat(kinds(result())).isEqualTo(Map.of(id(2), ChangeKind.ROTATE));
  }

  @Test
  void a_secret_that_the_user_asks_to_write_needs_no_proof() {
    agreed(rule(2), WORDS);
    edit(2, "Edited");
    options = PlanOptions.careful().rotating(Set.of(name("bot")));
    assertThat(kinds(result())).isEqualTo(Map.of(id(2), ChangeKind.ROTATE));
  }

  @Test
  void a_hidden_value_is_unproven_without_a_key_and_current_with_one() {
    hidden(1);
    Plan plan = result().plan();
    assertThat(kinds(plan)).isEqualTo(Map.of(id(1), ChangeKind.UNPROVEN));
    assertThat(plan.changes().get(0).isHidden()).isTrue();
    assertThat(plan.notes())
        .containsExactly(
            "the site hides values of 1 rule, and nothing proves that they are the current ones:"
                + " sync --rotate bot writes them. With RULEKEEPER_STATE_KEY set then and in every"
                + " later run, the base remembers it");
    remember();
    hidden(1);
    assertThat(result().plan().isEmpty()).isTrue();
  }

  @Test
  void git_wins_where_the_user_says_so_and_then_what_is_hidden_is_written_as_well() {
    hidden(1);
    options = PlanOptions.onDrift(DriftPolicy.OURS);
    assertThat(kinds(result())).isEqualTo(Map.of(id(1), ChangeKind.ROTATE));
  }

  @Test
  void a_rule_whose_file_is_gone_waits_for_leave_to_be_deleted() {
    agreed(rule(1), TODAY);
    files.clear();
    Change kept = result().plan().changes().get(0);
    assertThat(kept.kind()).isEqualTo(ChangeKind.DELETE);
    assertThat(kept.reason().orElseThrow()).contains("--prune, or prune: true in rulekeeper.yaml");
    options = PlanOptions.careful().with(PlanOptions.Choice.DELETE);
    assertThat(result().plan().changes().get(0).reason()).isEmpty();
  }

  @Test
  void a_deletion_that_no_commit_says_is_blocked_whether_or_not_it_has_leave() {
    checks.add(new DeletionCheck(DeletionCheckTest.neverCommitted()));
    agreed(rule(1), TODAY);
    files.clear();
    assertThat(kinds(result())).isEqualTo(Map.of(id(1), ChangeKind.BLOCKED));
    options = PlanOptions.careful().with(PlanOptions.Choice.DELETE);
    assertThat(kinds(result())).isEqualTo(Map.of(id(1), ChangeKind.BLOCKED));
  }

  @Test
  void the_first_objection_of_a_check_blocks_what_would_be_written_and_nothing_else() {
    checks.add((change, live) -> Optional.of("the first"));
    checks.add((change, live) -> Optional.of("the second"));
    agreed(rule(1), TODAY);
    edit(1, "On the site");
    agreed(rule(2), BEFORE);
    Plan plan = result().plan();
    assertThat(kinds(plan)).isEqualTo(Map.of(id(1), ChangeKind.DRIFT, id(2), ChangeKind.BLOCKED));
    assertThat(plan.changes().get(1).reason()).hasValue("the first");
  }

  @Test
  void a_new_rule_needs_an_id_that_the_site_takes() {
    RuleId old = RuleId.of("019ab7c0-1111-4222-8333-000000000001");
    ObjectNode fields = rule(1).fields().deepCopy().put("id", old.toString());
    files.add(PlanSamples.file(new Rule(old, fields)));
    Change change = result().plan().changes().get(0);
    assertThat(change.kind()).isEqualTo(ChangeKind.BLOCKED);
    assertThat(change.reason().orElseThrow()).contains("version 7").contains("rulekeeper fmt");
  }

  @Test
  void a_mask_is_never_sent() {
    agreed(rule(1), TODAY);
    files.set(0, PlanSamples.file(rule(1, "Rule 1", "***")));
    Change change = result().plan().changes().get(0);
    assertThat(change.kind()).isEqualTo(ChangeKind.BLOCKED);
    assertThat(change.reason().orElseThrow())
        .startsWith("a mask would be sent at /components/0/value/headers/0/value");
  }

  @Test
  void placeholders_without_a_value_are_listed_with_their_files_before_anything_is_read() {
    rendering = new Rendering(Secrets.map(Map.of()), Map.of());
    for (int number = 1; number <= 5; number++) {
      agreed(rule(number), TODAY);
    }
    site.forgetWrites();
    PlanException missing = catchThrowableOfType(PlanException.class, this::result);
    assertThat(missing).hasMessage("1 placeholder without a value; nothing was sent");
    assertThat(missing.problems())
        .containsExactly(
            "<<secret:bot>> has no value, needed at rules/Rule 1.yaml:16, rules/Rule 2.yaml:16,"
                + " rules/Rule 3.yaml:16 and 2 more");
    assertThat(missing.hint()).contains("--secrets-file");
    assertThat(site.reads()).isEmpty();
  }

  @Test
  void a_variable_without_a_value_is_looked_for_in_the_configuration() {
    files.add(PlanSamples.file(rule(1, "Rule 1", "<<var:team>>")));
    PlanException missing = catchThrowableOfType(PlanException.class, this::result);
    assertThat(missing.hint()).isEqualTo("set the variables of the site in rulekeeper.yaml");
  }

  // What is said beside.

  @Test
  void without_a_base_rules_that_are_not_in_git_are_counted_and_left() {
    met = false;
    site.put(PlanSamples.onSite(rule(1), TODAY));
    site.put(PlanSamples.onSite(rule(2), TODAY));
    Plan plan = result().plan();
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.notes())
        .containsExactly(
            "not in Git: 2 rules of the site; export brings them in, sync leaves them");
  }

  @Test
  void a_rule_that_no_file_can_hold_is_counted_and_left() {
    ApiRule rule = PlanSamples.onSite(rule(1), TODAY);
    ObjectNode shapeless = rule.rule().deepCopy();
    shapeless.remove("trigger");
    site.put(new ApiRule(id(1), shapeless, rule.connections()));
    Plan plan = result().plan();
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.notes()).hasSize(1);
    assertThat(plan.notes().get(0)).startsWith("not in Git: 1 rule of the site");
  }

  @Test
  void a_reader_is_told_how_many_instances_of_a_template_change(@TempDir Path folder)
      throws IOException {
    write(folder, "rulekeeper.yaml", "sites: {acme: {url: 'https://acme.atlassian.net'}}\n");
    write(
        folder,
        "templates/page.yaml",
        "rule: {name: Page, trigger: {component: TRIGGER, type: manual}, description:"
            + " '<<secret:bot>>'}\n");
    write(folder, "rules/1.yaml", "id: " + id(1) + "\ntemplate: page\n");
    write(folder, "rules/2.yaml", "id: " + id(2) + "\ntemplate: page\n");
    agreed(rule(3), BEFORE);
    files.addAll(RuleRepository.open(folder).ruleFiles());
    assertThat(result().plan().notes())
        .containsExactly("instances of templates/page.yaml among these: 2 rules");
  }

  private static void write(Path folder, String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  @Test
  void the_base_has_its_say_where_there_is_anything_to_compare() {
    met = false;
    baseNotes = List.of("no base yet");
    assertThat(result().plan().notes()).isEmpty();
    files.add(PlanSamples.file(rule(1)));
    assertThat(result().plan().notes()).containsExactly("no base yet");
  }

  @Test
  void an_older_value_that_was_found_is_hidden_from_then_on() {
    agreed(rule(1), BEFORE);
    result();
    assertThat(redactor.redact("it was " + BEFORE)).doesNotContain(BEFORE);
  }

  @Test
  void checks_have_the_last_word() {
    checks.add(
        new Planner.Check() {
          @Override
          public Optional<String> objection(Change.Write change, Optional<ApiRule> live) {
            return Optional.empty();
          }

          @Override
          public List<String> notes() {
            return List.of("a note of a check");
          }
        });
    assertThat(result().plan().notes()).containsExactly("a note of a check");
  }

  @Test
  void a_value_that_somebody_wrote_into_a_name_is_shown_nowhere() {
    Rule named = rule(1, "Token " + TODAY, "Bearer <<secret:bot>>");
    files.add(PlanSamples.file(named));
    Plan plan = result().plan();
    assertThat(plan.changes().get(0).name()).startsWith("Token ").doesNotContain(TODAY);
  }

  private PlanResult result() {
    site.forgetWrites();
    redactor.learn(Secrets.map(Map.of("bot", TODAY)));
    return new Planner(
            new SiteContext(site, CLOUD, rendering, Fingerprints.ofThisProcess(), key),
            KnownValues.of(Secrets.map(Map.of("bot", TODAY))),
            redactor,
            checks,
            clock)
        .plan(
            PlanSamples.SITE,
            files,
            met
                ? Baseline.of(base)
                : new Baseline(false, Set.of(), id -> Optional.empty(), () -> baseNotes),
            options,
            Progress.SILENT);
  }

  /** Git, the site and the base agree on {@code rule}; the site has this value. */
  private void agreed(Rule rule, String value) {
    agreed(rule, PlanSamples.onSite(rule, value));
  }

  /** The same, where the site shows a mask instead of the value. */
  private void hidden(int number) {
    agreed(rule(number), PlanSamples.onSite(rule(number, "Rule " + number, "***"), ""));
  }

  private void agreed(Rule rule, ApiRule shown) {
    site.put(shown);
    files.removeIf(file -> file.rule().id().equals(rule.id()));
    files.add(PlanSamples.file(rule));
    BaseRule entry = new BaseRule(rule, site.rule(rule.id()).orElseThrow().updated());
    base.put(
        rule.id(),
        key.map(known -> new BaseRule(rule, entry.updated(), known.sent(rule), new TreeMap<>()))
            .orElse(entry));
  }

  private static Rule described(Rule rule, String description) {
    return new Rule(rule.id(), rule.fields().deepCopy().put("description", description));
  }

  /** From now on the base remembers values by a key. */
  private void remember() {
    key =
        Optional.of(
            new TagFingerprints(Fingerprints.keyedBy(SecretValue.of("EXAMPLE-key")), rendering));
  }

  /** Somebody names a rule in the browser. */
  private void edit(int number, String name) {
    ApiRule rule = site.rule(id(number)).orElseThrow();
    site.put(new ApiRule(rule.id(), rule.rule().deepCopy().put("name", name), rule.connections()));
  }

  private static Map<RuleId, ChangeKind> kinds(PlanResult result) {
    return kinds(result.plan());
  }

  private static Map<RuleId, ChangeKind> kinds(Plan plan) {
    Map<RuleId, ChangeKind> kinds = new TreeMap<>();
    plan.changes().forEach(change -> kinds.put(change.id(), change.kind()));
    return kinds;
  }
}
