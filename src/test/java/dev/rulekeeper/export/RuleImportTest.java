package dev.rulekeeper.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.RuleId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules from a file, for whoever has no token: exports of the UI, bodies of the API, lists. */
class RuleImportTest {
  private static final CloudId CLOUD = new CloudId("11111111-2222-3333-4444-555555555555");
  private static final String ID = "019ab7c0-1111-7222-8333-444455556666";
  private static final String BODY =
      "{'rule':{'uuid':'" + ID + "','name':'A','trigger':{}},'connections':[{'id':'x'}]}";
  private static final String PLAIN = "{'uuid':'" + ID + "','name':'A','trigger':{}}";
  private static final String FROM_UI =
      """
      {'cloud':true,'rules':[{'id':4711,'idUuid':'019ab7c0-1111-7222-8333-444455556666',
       'clientKey':'c','name':'A','created':1,'updated':2,'partitionId':3,'currentVersionId':4,
       'ruleHome':{},'tags':[],'actor':{'type':'ACCOUNT_ID','value':'me'},
       'ruleScope':{'resources':['ari:cloud:jira::site/11111111-2222-3333-4444-555555555555']},
       'projects':[],'trigger':{'component':'TRIGGER','type':'t','checksum':'c'},
       'components':[{'component':'ACTION','type':'a','checksum':'c','value':{'checksum':'mine'}}]}]}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        BODY,
        PLAIN,
        "[" + BODY + "]",
        "{'rules':[" + PLAIN + "]}",
        "[" + BODY + "," + BODY + "]"
      })
  void a_body_of_the_api_alone_or_in_a_list_is_a_rule(String document) {
    List<ApiRule> rules = read(document);
    assertThat(rules).hasSize(1);
    assertThat(rules.get(0).id()).isEqualTo(RuleId.of(ID));
    assertThat(rules.get(0).name()).isEqualTo("A");
  }

  @Test
  void the_connections_of_a_body_come_with_it() {
    assertThat(read(BODY).get(0).connections()).hasToString("[{\"id\":\"x\"}]");
    assertThat(read(PLAIN).get(0).connections()).isEmpty();
  }

  @Test
  void an_export_of_the_ui_becomes_what_the_api_would_say() {
    ApiRule rule = read(FROM_UI).get(0);
    assertThat(ExactJson.writePretty(rule.rule()))
        .isEqualTo(
            """
            {
              "uuid" : "019ab7c0-1111-7222-8333-444455556666",
              "name" : "A",
              "actor" : {
                "type" : "ACCOUNT_ID",
                "actor" : "me"
              },
              "trigger" : {
                "component" : "TRIGGER",
                "type" : "t"
              },
              "components" : [
                {
                  "component" : "ACTION",
                  "type" : "a",
                  "value" : {
                    "checksum" : "mine"
                  }
                }
              ],
              "ruleScopeARIs" : [
                "ari:cloud:jira::site/11111111-2222-3333-4444-555555555555"
              ]
            }\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'projects':[{'projectId':'10001'},{'projectId':'10002'}] | ["ari:cloud:jira:11111111-2222-3333-4444-555555555555:project/10001","ari:cloud:jira:11111111-2222-3333-4444-555555555555:project/10002"]
          'projects':[]                                            | ["ari:cloud:jira::site/11111111-2222-3333-4444-555555555555"]
          'ruleScope':{'resources':['x']}                          | ["x"]
          """)
  void an_old_export_has_its_scope_by_project(String scope, String aris) {
    ApiRule rule = read("{'id':7,'clientKey':'c','name':'A','trigger':{}," + scope + "}").get(0);
    assertThat(rule.rule().path("ruleScopeARIs")).hasToString(aris);
  }

  @Test
  void a_rule_without_a_uuid_gets_the_same_every_time_and_another_one_elsewhere() {
    String rule = "{'id':%d,'clientKey':'%s','name':'A','trigger':{}}";
    RuleId id = read(rule.formatted(7, "c")).get(0).id();
    assertThat(read(rule.formatted(7, "c")).get(0).id()).isEqualTo(id);
    assertThat(read(rule.formatted(8, "c")).get(0).id()).isNotEqualTo(id);
    assertThat(read(rule.formatted(7, "d")).get(0).id()).isNotEqualTo(id);
  }

  @Test
  void a_byte_order_mark_is_no_part_of_it() {
    assertThat(read("\uFEFF" + BODY)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                              | is not JSON, or holds more than one document
          {} {}                           | is not JSON, or holds more than one document
          []                              | holds no rule
          {'rules':[]}                    | holds no rule
          {}                              | holds something that is no rule: it has no trigger
          [7]                             | holds something that is no rule: it has no trigger
          {'rule':{'name':'A'}}           | holds the rule 'A' without a uuid
          {'name':'A','trigger':{}}       | holds the rule 'A' without an id
          """)
  void what_is_no_rule_is_refused_with_its_file(String document, String what) {
    ExportException refused = catchThrowableOfType(ExportException.class, () -> read(document));
    assertThat(refused).hasMessage("rules.json " + what);
    assertThat(refused.kind()).isEqualTo(ExportException.Kind.INPUT);
    assertThat(refused.hint()).contains("an export of the UI, one API body, or a list of either");
  }

  @Test
  void two_different_rules_of_one_id_are_refused_with_their_names() {
    ExportException refused =
        catchThrowableOfType(
            ExportException.class,
            () -> read("[" + PLAIN + "," + PLAIN.replace("'A'", "'B'") + "]"));
    assertThat(refused).hasMessageContaining("holds two different rules with the id " + ID);
    assertThat(refused.details()).hasSize(2);
  }

  private static List<ApiRule> read(String document) {
    return RuleImport.read("rules.json", document.replace('\'', '"'), CLOUD);
  }
}
