package dev.rulekeeper.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.json.ExactJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScopeTest {
  private static final CloudId CLOUD = new CloudId("11111111-2222-3333-4444-555555555555");

  @ParameterizedTest
  @CsvSource({
    "site, ari:cloud:jira::site/11111111-2222-3333-4444-555555555555",
    "project/10336, ari:cloud:jira:11111111-2222-3333-4444-555555555555:project/10336",
    "space/98305, ari:cloud:confluence:11111111-2222-3333-4444-555555555555:space/98305"
  })
  void a_friendly_scope_and_its_ARI_stand_for_each_other(String friendly, String ari) {
    ArrayNode aris = ExactJson.array().add(ari);

    assertThat(Scope.friendly(aris, CLOUD).orElseThrow().textValue()).isEqualTo(friendly);
    assertThat(Scope.aris(Scope.friendly(aris, CLOUD).orElseThrow(), CLOUD)).isEqualTo(aris);
  }

  @ParameterizedTest
  @CsvSource({
    "ari:cloud:confluence::site/11111111-2222-3333-4444-555555555555",
    "ari:cloud:confluence:99999999-2222-3333-4444-555555555555:space/98305",
    "ari:cloud:confluence:11111111-2222-3333-4444-555555555555:space/SHOP",
    "ari:cloud:jira:11111111-2222-3333-4444-555555555555:space/98305"
  })
  void any_other_ARI_stays_as_it_is(String ari) {
    ArrayNode aris = ExactJson.array().add(ari);

    assertThat(Scope.friendly(aris, CLOUD).orElseThrow().textValue()).isEqualTo(ari);
    assertThat(Scope.aris(Scope.friendly(aris, CLOUD).orElseThrow(), CLOUD)).isEqualTo(aris);
  }
}
