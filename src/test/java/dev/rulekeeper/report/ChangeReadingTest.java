package dev.rulekeeper.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.SiteName;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How one change, its places and its texts are told to whoever reviews it. */
class ChangeReadingTest {
  private final PlanFixture made = new PlanFixture();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # kind   | operation                                              | effect   | grave | writes
          UPDATE   | {'op':'replace','path':'/name','value':'B'}            | update   | false | true
          UPDATE   | {'op':'replace','path':'/state','value':'DISABLED'}    | disable  | true  | true
          UPDATE   | {'op':'replace','path':'/state','value':'ENABLED'}     | update   | false | true
          UPDATE   | {'op':'test','path':'/state','value':'DISABLED'}       | update   | false | true
          STATE    | {'op':'replace','path':'/state','value':'DISABLED'}    | disable  | true  | true
          STATE    | {'op':'replace','path':'/state','value':'ENABLED'}     | enable   | false | true
          CREATE   | {'op':'add','path':'','value':{}}                      | create   | false | true
          SCOPE    | {'op':'replace','path':'/ruleScopeARIs/0','value':'x'} | scope    | false | true
          ROTATE   | {'op':'replace','path':'/name','value':'B'}            | rotate   | false | true
          DELETE   | {'op':'remove','path':''}                              | delete   | true  | true
          DRIFT    | {'op':'replace','path':'/state','value':'DISABLED'}    | drift    | false | false
          BLOCKED  | {'op':'replace','path':'/state','value':'DISABLED'}    | blocked  | true  | false
          CONFLICT | {'op':'replace','path':'/name','value':'B'}            | conflict | true  | false
          UNPROVEN | {'op':'replace','path':'/name','value':'B'}            | unproven | true  | false
          """)
  void an_effect_is_what_a_change_means_to_its_reader(
      ChangeKind kind, String operation, String label, boolean grave, boolean writes) {
    Effect effect = Effect.of(made.change(kind, "A", operation));
    assertThat(effect.label()).isEqualTo(label);
    assertThat(effect.grave()).isEqualTo(grave);
    assertThat(effect.writes()).isEqualTo(writes);
    assertThat(DisplayWidth.of(effect.sign())).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # pointer                                  | place
          ``                                         | the rule
          /name                                      | name
          /trigger/value/schedule                    | trigger › schedule
          /components                                | steps
          /components/0                              | step 1 (webhook)
          /components/9                              | step 10
          /components/0/value                        | step 1 (webhook) › value
          /components/0/value/url                    | step 1 (webhook) › url
          /components/0/value/headers/0/value        | step 1 (webhook) › header Authorization
          /components/0/value/headers/0/name         | step 1 (webhook) › header Authorization › name
          /components/0/value/headers/7              | step 1 (webhook) › header 8
          /components/0/conditions/1                 | step 1 (webhook) › condition 2
          /components/0/children/2/value             | step 1 (webhook) › step 3 › value
          /ruleScopeARIs/0                           | scope 1
          /labels/1                                  | labels › 1
          """)
  void a_place_is_called_as_a_reader_would_call_it(String pointer, String place) {
    assertThat(PlaceName.of(made.rotate("A", "site", "bot"), pointer)).isEqualTo(place);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # operations                                                                                          | the diff
          {'op':'test','path':'/name','value':'A'};{'op':'replace','path':'/name','value':'B'}                   | @name -A +B
          {'op':'replace','path':'/name','value':'B'}                                                            | @name +B
          {'op':'test','path':'/n','value':1.10};{'op':'replace','path':'/n','value':'1.10'}                     | @n -1.10 +"1.10"
          {'op':'test','path':'/n','value':' a'};{'op':'replace','path':'/n','value':''}                         | @n -" a" +""
          {'op':'test','path':'/n','value':'a\\nb\\nc'};{'op':'replace','path':'/n','value':'a\\nx\\ny\\nc'}     | @n @line 2 -b +x +y
          {'op':'test','path':'/n','value':'a\\nb'};{'op':'replace','path':'/n','value':'a'}                     | @n @line 2 -b
          {'op':'test','path':'/n','value':'a'};{'op':'replace','path':'/n','value':'a\\na'}                     | @n @line 2 +a
          {'op':'add','path':'/labels/0','value':'x'}                                                            | @labels › 0 +x
          {'op':'add','path':'/x','value':{'a':1,'b':[2]}}                                                       | @x +a: 1 +b: +  - 2
          {'op':'add','path':'/x','value':[]}                                                                    | @x +[]
          {'op':'test','path':'/x','value':{'a':1}};{'op':'remove','path':'/x'}                                  | @x -a: 1
          {'op':'move','path':'/components/1','from':'/components/0'}                                            | @step 1 (webhook) moves to step 2
          {'op':'copy','path':'/x','from':'/y'}                                                                  | @copy x
          """)
  void a_diff_shows_lines_that_change_and_values_in_full(String operations, String diff) {
    Change change = made.change(ChangeKind.UPDATE, "A", operations.split(";", -1));
    assertThat(
            PatchDiff.of(change).stream()
                .map(
                    line ->
                        switch (line.sign()) {
                          case PLACE -> "@" + line.text();
                          case OLD -> "-" + line.text();
                          case NEW -> "+" + line.text();
                        })
                .collect(Collectors.joining(" ")))
        .isEqualTo(diff);
  }

  @Test
  void a_rotation_counts_rules_and_places_and_says_where_they_are_and_where_they_send_it() {
    List<Change> changes =
        List.of(
            made.rotate("A", "site", "bot"),
            made.rotate("B", "project/1", "bot"),
            made.rotate("C", "project/1", "bot"),
            made.rotate("D", "site", "pager"));
    List<Rotation> rotations = Rotation.in(changes);
    assertThat(rotations).extracting(each -> each.secret().value()).containsExactly("bot", "pager");
    assertThat(rotations.get(0).size()).isEqualTo("3 rules, 3 places");
    assertThat(rotations.get(0).spread(Names.NONE)).isEqualTo("project/1 2, site 1");
    assertThat(rotations.get(0).destinations()).isEqualTo("ci.acme.example");
    assertThat(rotations.get(1).size()).isEqualTo("1 rule, 1 place");
  }

  @Test
  void of_many_scopes_the_largest_are_named_and_the_rest_is_counted() {
    List<Change> changes = new java.util.ArrayList<>();
    for (int scope = 1; scope <= 6; scope++) {
      for (int i = 0; i < scope; i++) {
        changes.add(made.rotate("R", "project/" + scope, "bot"));
      }
    }
    assertThat(Rotation.in(changes).get(0).spread(Names.NONE))
        .isEqualTo("project/6 6, project/5 5, project/4 4, project/3 3 and 2 more scopes");
  }

  @Test
  void a_summary_counts_what_is_written_first() {
    assertThat(reading().summary()).isEqualTo("No changes: 3 rules unchanged");
    assertThat(reading(made.change(ChangeKind.DRIFT, "A")).summary())
        .isEqualTo("1 drift · 3 unchanged");
    assertThat(
            reading(
                    made.change(ChangeKind.UPDATE, "A"),
                    made.change(ChangeKind.UPDATE, "B"),
                    made.rotate("C", "site", "bot"),
                    made.change(ChangeKind.BLOCKED, "D"))
                .summary())
        .isEqualTo("3 to write (2 update, 1 rotate) · 1 blocked · 3 unchanged");
  }

  @Test
  void a_warning_names_what_must_not_be_overlooked() {
    assertThat(reading(made.change(ChangeKind.UPDATE, "A")).warning()).isEmpty();
    assertThat(
            reading(
                    made.change(ChangeKind.DELETE, "A"),
                    made.change(ChangeKind.DELETE, "B"),
                    made.change(
                        ChangeKind.STATE,
                        "C",
                        "{'op':'replace','path':'/state','value':'DISABLED'}"),
                    made.change(ChangeKind.CONFLICT, "D"),
                    made.change(ChangeKind.UNPROVEN, "E"),
                    made.change(ChangeKind.BLOCKED, "F"))
                .warning())
        .isEqualTo(
            "1 rule BLOCKED, 1 rule UNPROVEN, 1 rule in CONFLICT, 2 rules to be DELETED, 1 rule to"
                + " be DISABLED");
  }

  private static PlanInReadingOrder reading(Change... changes) {
    return PlanInReadingOrder.of(new Plan(new SiteName("acme"), List.of(changes), 3, List.of()));
  }
}
