package dev.rulekeeper.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.yaml.InvalidFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule with the ids of another site, and back. */
class SiteTranslationTest {
  private static final RuleId HERE = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470");
  private static final RuleId THERE = RuleId.of("0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d");
  private static final String PERSON = "5f0e1a2b3c4d5e6f70819201";
  private static final SiteMapping MAPPING =
      SiteMappingReader.read(
          new SiteName("b"),
          """
          rules: {019c88ef-60ff-7167-8fc8-a9588eea7470: 0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d}
          projects: {10001: {id: 20001, name: Payments}, 10002: 20002}
          fields: {customfield_10010: customfield_20010}
          accounts:
            5f0e1a2b3c4d5e6f70819201: 60a1b2c3d4e5f60718293a4b
            712020:3d1f5c7e-8a4b-4f7d-9a55-0b6c1e2d3f40: 712020:00000000-0000-4000-8000-000000000002
          connections: {link-a: link-b}
          clouds: {aaaaaaaa-0000-4000-8000-000000000001: bbbbbbbb-0000-4000-8000-000000000002}
          aris: {'ari:cloud:jira:aaaaaaaa-0000-4000-8000-000000000001:board/7': 'ari:cloud:jira:x:board/9'}
          things: {status/10004: 21, space/55: 66}
          """);
  private static final SiteTranslation TRANSLATION =
      SiteTranslation.of(new SiteName("b"), "sites/b.yaml", MAPPING::target, MAPPING::origin);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # field             | in the file                                  | on the site
          scope               | "project/10001"                              | "project/20001"
          scope               | ["project/10001","site"]                     | ["project/20001","site"]
          scope               | "space/55"                                   | "space/66"
          authorAccountId     | "5f0e1a2b3c4d5e6f70819201"                   | "60a1b2c3d4e5f60718293a4b"
          collaborators       | ["5f0e1a2b3c4d5e6f70819201"]                 | ["60a1b2c3d4e5f60718293a4b"]
          actor               | {"type":"ACCOUNT_ID","actor":"5f0e1a2b3c4d5e6f70819201"} | {"type":"ACCOUNT_ID","actor":"60a1b2c3d4e5f60718293a4b"}
          connections         | [{"id":"link-a"}]                            | [{"id":"link-b"}]
          components          | [{"connectionId":"link-a"}]                  | [{"connectionId":"link-b"}]
          toStatus            | {"type":"ID","value":10004}                  | {"type":"ID","value":21}
          toStatus            | {"type":"ID","value":"10004"}                | {"type":"ID","value":"21"}
          toStatus            | {"type":"NAME","value":"10004"}              | {"type":"NAME","value":"10004"}
          projectId           | 10001                                        | 20001
          projectIds          | ["10001",10002]                              | ["20001",20002]
          customfield_10010   | 1                                            | 1
          assignee            | {"type":"ID","value":"712020:3d1f5c7e-8a4b-4f7d-9a55-0b6c1e2d3f40"} | {"type":"ID","value":"712020:00000000-0000-4000-8000-000000000002"}
          text                | "cf[10010] and {{issue.customfield_10010}}"  | "cf[20010] and {{issue.customfield_20010}}"
          text                | "project = 10001 and project in (10002, \\"10001\\", PAY)" | "project = 20001 and project in (20002, \\"10001\\", PAY)"
          text                | "project != 10001"                           | "project != 20001"
          text                | "projects = 10001"                           | "projects = 10001"
          text                | "ari:cloud:jira:aaaaaaaa-0000-4000-8000-000000000001:project/10001" | "ari:cloud:jira:bbbbbbbb-0000-4000-8000-000000000002:project/20001"
          text                | "ari:cloud:jira::site/aaaaaaaa-0000-4000-8000-000000000001" | "ari:cloud:jira::site/bbbbbbbb-0000-4000-8000-000000000002"
          text                | "ari:cloud:jira:aaaaaaaa-0000-4000-8000-000000000001:board/7" | "ari:cloud:jira:x:board/9"
          text                | "rule 019c88ef-60ff-7167-8fc8-a9588eea7470"  | "rule 0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d"
          text                | "<<secret:customfield_10010>> 10001"         | "<<secret:customfield_10010>> 10001"
          text                | "11111111-0000-4000-8000-00000000000f"       | "11111111-0000-4000-8000-00000000000f"
          text                | ""                                           | ""
          text                | 1.5                                          | 1.5
          text                | true                                         | true
          """)
  void an_id_is_known_by_its_place_or_its_shape(String field, String file, String site) {
    ObjectNode fields = ExactJson.object().put("id", HERE.toString());
    fields.set(field, ExactJson.read(file));
    Rule there = TRANSLATION.there(new Rule(HERE, fields), (kind, id, at) -> {});
    String now = field.startsWith("customfield_") ? "customfield_20010" : field;
    assertThat(there.id()).isEqualTo(THERE);
    assertThat(there.fields().path(now)).isEqualTo(ExactJson.read(site));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # field          | in the file                         | the kind and the id that are missing
          scope            | "project/19999"                     | project 19999
          scope            | "space/99"                          | thing space/99
          authorAccountId  | "nobody"                            | account nobody
          connectionId     | "link-x"                            | connection link-x
          toStatus         | {"type":"ID","value":3}             | thing status/3
          projectId        | "19999"                             | project 19999
          text             | "customfield_19999"                 | field customfield_19999
          text             | "project = 19999"                   | project 19999
          text             | "ari:cloud:jira:cccccccc-0000-4000-8000-000000000003:board/7" | cloud id cccccccc-0000-4000-8000-000000000003, ARI ari:cloud:jira:cccccccc-0000-4000-8000-000000000003:board/7
          """)
  void what_has_no_id_there_is_told_with_its_place_and_stays(
      String field, String file, String missing) {
    ObjectNode fields = ExactJson.object().put("id", HERE.toString());
    fields.set(field, ExactJson.read(file));
    List<String> told = new ArrayList<>();
    Rule there =
        TRANSLATION.there(
            new Rule(HERE, fields),
            (kind, id, at) -> {
              assertThat(at.toString()).startsWith("/" + field);
              told.add(kind.one() + " " + id);
            });
    assertThat(String.join(", ", told)).isEqualTo(missing);
    assertThat(there.fields().path(field)).isEqualTo(fields.path(field));
  }

  @Test
  void a_number_of_which_nobody_can_tell_whether_it_is_an_id_is_told_and_stays() {
    ObjectNode fields =
        ExactJson.object()
            .put("id", HERE.toString())
            .put("text", "order 10001")
            .put("limit", 10001);
    List<String> left = new ArrayList<>();
    IdTranslator.Missing missing =
        new IdTranslator.Missing() {
          @Override
          public void add(IdKind kind, String id, JsonPointer at) {
            throw new AssertionError(kind + " " + id);
          }

          @Override
          public void left(String number, JsonPointer at) {
            left.add(number + " at " + at);
          }
        };
    Rule there = TRANSLATION.there(new Rule(HERE, fields), missing);
    assertThat(left).containsExactly("10001 at /text", "10001 at /limit");
    assertThat(there.fields().path("limit").asInt()).isEqualTo(10001);
  }

  @Property(seed = Draws.SEED, tries = 300)
  void the_way_back_gives_the_file_again(@ForAll("rules") Rule rule) {
    Rule there = TRANSLATION.there(rule, (kind, id, at) -> {});
    assertThat(TRANSLATION.back(there, "rules/a.yaml")).isEqualTo(rule);
  }

  @Property(seed = Draws.SEED, tries = 100)
  void a_file_of_its_own_site_is_left_as_it_is(@ForAll("rules") Rule rule) {
    assertThat(SiteTranslation.NONE.there(rule, (kind, id, at) -> {})).isSameAs(rule);
    assertThat(SiteTranslation.NONE.back(rule, "rules/a.yaml")).isSameAs(rule);
  }

  @Test
  void an_id_of_the_site_that_no_file_knows_is_refused_with_its_place_and_the_way_out() {
    Rule there =
        new Rule(
            THERE, ExactJson.object().put("id", THERE.toString()).put("scope", "project/20999"));
    InvalidFileException refused =
        catchThrowableOfType(
            InvalidFileException.class, () -> TRANSLATION.back(there, "rules/a.yaml"));
    assertThat(refused.problems())
        .containsExactly(
            new InvalidFileException.Problem(
                "rules/a.yaml /scope",
                "project 20999 of the site b has no id in the files",
                "add it to sites/b.yaml under projects: the id in the files, a colon, 20999"));
  }

  @Test
  void kinds_that_are_the_same_on_both_sites_need_no_entry() {
    SiteMapping same =
        SiteMappingReader.read(
            new SiteName("b"), "same: [accounts, fields]\nown: [" + HERE + "]\n");
    assertThat(same.target(IdKind.ACCOUNTS, PERSON)).hasValue(PERSON);
    assertThat(same.origin(IdKind.FIELDS, "customfield_1")).hasValue("customfield_1");
    assertThat(same.target(IdKind.PROJECTS, "1")).isEmpty();
    assertThat(same.mentions(IdKind.ACCOUNTS, PERSON)).isTrue();
    assertThat(same.owns(HERE)).isTrue();
    assertThat(same.knows(HERE)).isFalse();
  }

  @Test
  void further_entries_are_added_and_what_is_there_stays_with_its_comments() {
    SiteMapping mapping =
        SiteMappingReader.read(new SiteName("b"), "projects:\n  10001: 20001 # Payments\n");
    JsonNode todo = ExactJson.read("\"TODO\"");
    Optional<String> more =
        mapping.extended(
            Map.of(IdKind.PROJECTS, new TreeMap<>(Map.of("10001", todo, "10002", todo))));
    assertThat(more).hasValue("projects:\n  10001: 20001 # Payments\n  \"10002\": TODO\n");
    assertThat(mapping.extended(Map.of(IdKind.PROJECTS, new TreeMap<>(Map.of("10001", todo)))))
        .isEmpty();
    SiteMapping extended = SiteMappingReader.read(new SiteName("b"), more.orElseThrow());
    assertThat(extended.target(IdKind.PROJECTS, "10002")).as("it is still to do").isEmpty();
    assertThat(extended.mentions(IdKind.PROJECTS, "10002")).isTrue();
  }

  @Test
  void rules_of_its_own_are_noted_once_and_in_order() {
    SiteMapping none = SiteMapping.none(new SiteName("b"));
    String noted = none.withOwn(List.of(HERE, THERE, HERE));
    assertThat(noted).endsWith("own:\n  - " + THERE + "\n  - " + HERE + "\n");
    assertThat(SiteMappingReader.read(new SiteName("b"), noted).owns(THERE)).isTrue();
  }

  @Test
  void numbers_that_mean_something_else_there_can_be_named() {
    assertThat(MAPPING.numbers(Map.of()))
        .containsEntry("10001", "project 10001")
        .containsEntry("10010", "field customfield_10010")
        .containsEntry("10004", "thing status/10004");
  }

  @Provide
  Arbitrary<Rule> rules() {
    Arbitrary<String> texts =
        Arbitraries.of(
                "project = 10001 ",
                "customfield_10010 ",
                "cf[10010] ",
                "<<secret:a>> ",
                "{{issue.customfield_10010}} ",
                "ari:cloud:jira:aaaaaaaa-0000-4000-8000-000000000001:project/10002 ",
                PERSON + " ",
                "words ")
            .list()
            .ofMaxSize(5)
            .map(parts -> String.join("", parts));
    return texts
        .list()
        .ofSize(2)
        .map(
            two -> {
              ObjectNode fields = ExactJson.object().put("id", HERE.toString());
              fields.put("name", two.get(0)).put("scope", "project/10001");
              fields.put("authorAccountId", PERSON);
              fields.putObject("customfield_10010").put("type", "ID").put("value", "x");
              fields.putObject("toStatus").put("type", "ID").put("value", 10004);
              fields
                  .putArray("components")
                  .addObject()
                  .put("connectionId", "link-a")
                  .put("t", two.get(1));
              return new Rule(HERE, fields);
            });
  }
}
