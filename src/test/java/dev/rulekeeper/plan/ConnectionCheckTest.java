package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionCheckTest {
  private static final RuleId ID = RuleId.of("019ab7c0-1111-7222-8333-444455556666");
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void a_rule_with_a_connection_of_another_account_is_not_written() {
    ConnectionCheck check = check(Optional.of("me"));
    assertThat(check.objection(change(ChangeKind.UPDATE, "somebody"), Optional.empty()))
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("somebody").contains("--allow-disable"));
    assertThat(check.objection(change(ChangeKind.ROTATE, "me"), Optional.empty())).isEmpty();
  }

  @Test
  void a_change_that_does_not_send_the_rule_is_no_hazard() {
    ConnectionCheck check = check(Optional.of("me"));
    assertThat(check.objection(change(ChangeKind.STATE, "somebody"), Optional.empty())).isEmpty();
    assertThat(asked).hasValue(0);
  }

  @Test
  void the_account_is_asked_for_once_and_only_where_there_is_a_connection() {
    ConnectionCheck check = check(Optional.of("me"));
    check.objection(change(ChangeKind.UPDATE, ""), Optional.empty());
    assertThat(asked).hasValue(0);
    check.objection(change(ChangeKind.UPDATE, "somebody"), Optional.empty());
    check.objection(change(ChangeKind.UPDATE, "another"), Optional.empty());
    assertThat(asked).hasValue(1);
  }

  @Test
  void an_unknown_account_is_noted_and_blocks_nothing() {
    ConnectionCheck check = check(Optional.empty());
    assertThat(check.notes()).isEmpty();
    assertThat(check.objection(change(ChangeKind.UPDATE, "somebody"), Optional.empty())).isEmpty();
    assertThat(check.notes()).hasSize(1);
    assertThat(check.notes().get(0)).contains("used by 1 rule to be written");
  }

  private ConnectionCheck check(Optional<String> account) {
    return new ConnectionCheck(
        new CallerAccount(
            () -> {
              asked.incrementAndGet();
              return account;
            }));
  }

  private static Change.Write change(ChangeKind kind, String owner) {
    ObjectNode fields = ExactJson.object().put("id", ID.toString());
    if (!owner.isEmpty()) {
      fields.putArray("connections").addObject().put("id", "one").put("accountId", owner);
    }
    Rule rule = new Rule(ID, fields);
    return Changes.write(kind, PlanEntry.of(ID, "a rule"), rule, rule);
  }
}
