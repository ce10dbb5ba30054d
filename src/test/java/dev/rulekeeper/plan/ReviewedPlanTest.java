package dev.rulekeeper.plan;

import static dev.rulekeeper.plan.PlanSamples.change;
import static dev.rulekeeper.plan.PlanSamples.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewedPlanTest {
  private static final String TEST = "{'op':'test','path':'/name','value':'Old'}";
  private static final String EDIT = "{'op':'replace','path':'/name','value':'New'}";
  private static final String OTHER_EDIT = "{'op':'replace','path':'/name','value':'Newer'}";
  private static final String HEADER = "/components/0/value/headers/0/value";
  private static final String OLDER_VALUE =
      "{'op':'test','path':'" + HEADER + "','value':'Bearer <<secret:bot>> (older value)'}";
  private static final String NEW_VALUE =
      "{'op':'replace','path':'" + HEADER + "','value':'Bearer <<secret:bot>>'}";

  @Test
  void what_was_reviewed_may_be_sent() {
    assertThat(
            differences(
                change(ChangeKind.UPDATE, 1, TEST, EDIT), change(ChangeKind.UPDATE, 1, TEST, EDIT)))
        .isEmpty();
  }

  @Test
  void what_the_site_was_seen_with_may_have_changed_where_the_edit_is_the_same() {
    String otherTest = "{'op':'test','path':'/name','value':'Older'}";
    assertThat(
            differences(
                change(ChangeKind.UPDATE, 1, otherTest, EDIT),
                change(ChangeKind.UPDATE, 1, TEST, EDIT)))
        .isEmpty();
  }

  @Test
  void another_edit_is_named() {
    assertThat(
            differences(
                change(ChangeKind.UPDATE, 1, TEST, EDIT),
                change(ChangeKind.UPDATE, 1, TEST, OTHER_EDIT)))
        .containsExactly(named() + " would be changed otherwise than it was reviewed");
  }

  @Test
  void another_kind_is_named() {
    assertThat(differences(change(ChangeKind.DRIFT, 1), change(ChangeKind.UPDATE, 1, TEST, EDIT)))
        .containsExactly(named() + " is now update, and was drift");
  }

  @Test
  void a_rule_that_nobody_reviewed_is_named() {
    assertThat(
            ReviewedPlan.of(document("acme"), PlanSamples.plan())
                .differences(plan(change(ChangeKind.DELETE, 1))))
        .containsExactly(named() + " is now delete, and was unchanged");
  }

  @Test
  void rotations_need_no_review_as_no_plan_shows_values() {
    Change rotation = change(ChangeKind.ROTATE, 1, OLDER_VALUE, NEW_VALUE);
    assertThat(ReviewedPlan.of(document("acme"), plan()).differences(plan(rotation))).isEmpty();
    Change both = change(ChangeKind.UPDATE, 1, OLDER_VALUE, NEW_VALUE, TEST, EDIT);
    assertThat(differences(change(ChangeKind.UPDATE, 1, TEST, EDIT), both)).isEmpty();
    assertThat(differences(both, change(ChangeKind.UPDATE, 1, TEST, EDIT))).isEmpty();
  }

  @Test
  void another_placeholder_is_no_rotation() {
    String other = "{'op':'replace','path':'" + HEADER + "','value':'Bearer <<secret:other>>'}";
    assertThat(
            differences(
                change(ChangeKind.UPDATE, 1, TEST, EDIT),
                change(ChangeKind.UPDATE, 1, OLDER_VALUE, other, TEST, EDIT)))
        .hasSize(1);
  }

  @Test
  void what_is_not_written_needs_no_review() {
    for (ChangeKind kind :
        List.of(ChangeKind.DRIFT, ChangeKind.CONFLICT, ChangeKind.BLOCKED, ChangeKind.UNPROVEN)) {
      assertThat(ReviewedPlan.of(document("acme"), plan()).differences(plan(change(kind, 1))))
          .as("%s", kind)
          .isEmpty();
    }
  }

  @Test
  void a_plan_for_another_site_allows_nothing() {
    assertThat(ReviewedPlan.of(document("other"), plan()).differences(plan()))
        .containsExactly("the reviewed plan is not one for the site acme");
  }

  @Test
  void of_the_plans_of_several_sites_the_one_of_this_site_counts() {
    Change edit = change(ChangeKind.UPDATE, 1, TEST, EDIT);
    ArrayNode several = ExactJson.array().add(document("other")).add(document("acme", edit));
    assertThat(ReviewedPlan.of(several, plan()).differences(plan(edit))).isEmpty();
    ArrayNode others = ExactJson.array().add(document("other", edit));
    assertThat(ReviewedPlan.of(others, plan()).differences(plan(edit)))
        .containsExactly(
            "the reviewed plan is not one for the site acme",
            named() + " is now update, and was unchanged");
  }

  private static List<String> differences(Change reviewed, Change now) {
    return ReviewedPlan.of(document("acme", reviewed), plan()).differences(plan(now));
  }

  private static Plan plan(Change... changes) {
    return PlanSamples.plan(changes);
  }

  private static String named() {
    return "Rule 1 (" + PlanSamples.id(1) + ")";
  }

  /** As {@code plan -o json} writes it, but for what a review does not go by. */
  private static JsonNode document(String site, Change... changes) {
    ObjectNode document = (ObjectNode) json("{'site':'" + site + "','changes':[]}");
    for (Change change : changes) {
      ObjectNode node = document.withArray("changes").addObject();
      node.put("id", change.id().toString()).put("kind", change.kind().label());
      node.set("patch", change.patch());
    }
    return document;
  }
}
