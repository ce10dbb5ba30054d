package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditPermissionCheckTest {
  private static final RuleId ID = RuleId.of("019ab7c0-1111-7222-8333-444455556666");

  @ParameterizedTest
  @CsvSource({
    "OWNER_ONLY, somebody, '', true",
    "OWNER_ONLY, me, '', false",
    "SPECIFIED_USERS, somebody, another, true",
    "SPECIFIED_USERS, somebody, me, false",
    "UNRESTRICTED, somebody, '', false",
  })
  void a_rule_that_only_others_may_edit_is_noted_and_tried(
      String access, String owner, String collaborator, boolean noted) {
    EditPermissionCheck check = new EditPermissionCheck(new CallerAccount(() -> Optional.of("me")));
    assertThat(check.objection(change(), Optional.of(rule(access, owner, collaborator)))).isEmpty();
    List<String> notes = check.notes();
    assertThat(notes).hasSize(noted ? 1 : 0);
    assertThat(notes).allMatch(note -> note.startsWith("others own 1 rule "));
  }

  private static ApiRule rule(String access, String owner, String collaborator) {
    ObjectNode rule =
        ExactJson.object()
            .put("uuid", ID.toString())
            .put("authorAccountId", owner)
            .put("writeAccessType", access);
    rule.putArray("collaborators").add(collaborator);
    return new ApiRule(ID, rule, ExactJson.array());
  }

  private static Change.Write change() {
    Rule rule = new Rule(ID, ExactJson.object());
    return Changes.write(ChangeKind.UPDATE, PlanEntry.of(ID, "a rule"), rule, rule);
  }
}
