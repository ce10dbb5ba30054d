package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text, however odd. */
class DetectorLawsTest {
  /** Pieces that mean something to one layer or another. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "token",
            "password",
            "\"",
            "\\\"",
            "\\\\",
            "\\",
            ":",
            "=",
            "&",
            "?",
            " ",
            "\n",
            "{",
            "}",
            "https://",
            "bot:",
            "@",
            "host.example.com",
            "/",
            "%2B",
            "%2b",
            "%C3%A4",
            "+",
            "#",
            ";",
            "{{issue.key}}",
            "<<open>>",
            "<<secret:known>>",
            "<<var:base>>",
            "<<#base64>>",
            "<</base64>>",
            "Bearer ",
            "Basic ",
            "Ym90OmFiYzEyMw==",
            "Ym90OmFiYzEyMw",
            "eyJ0b2tlbiI6InExdzJlMyJ9",
            "ghp_EXAMPLEexample0123456789EXAMPLEexamp",
            "q7Wk2Zp9Xr4Ltv8N",
            "abc",
            "ä",
            "<",
            ">",
            "</a>",
            "'",
            "`",
            "*",
            "\\u0041",
            "\\n",
            "\\/",
            "hooks.slack.com/services/T/B/x",
            "ATATT3xFfGF0EXAMPLEexample0123456789=0A1B2C3D",
            "%3D",
            "***",
            ".",
            ",",
            "key",
            "-u ")
        .list()
        .ofMaxSize(14)
        .map(pieces -> balanced(String.join("", pieces)));
  }

  /** A section has to be closed; the law is about texts that are templates. */
  private static String balanced(String text) {
    try {
      PlaceholderText.parse(text);
      return text;
    } catch (dev.rulekeeper.placeholder.PlaceholderException notTemplate) {
      return text.replace("<<#base64>>", "").replace("<</base64>>", "").replaceAll("<{1,2}$", "");
    }
  }

  private static List<ObjectNode> rules(String text) {
    return List.of(
        Rules.body(text),
        Rules.request(text),
        Rules.hiddenHeader("Authorization", text),
        Rules.header("X-Other", text),
        Rules.variable("token", text),
        Rules.comment(text));
  }

  private static boolean isTemplate(String text) {
    try {
      PlaceholderText.parse(text);
      return true;
    } catch (dev.rulekeeper.placeholder.PlaceholderException notTemplate) {
      return false;
    }
  }

  @Property(seed = Draws.SEED, tries = 300)
  void findings_of_a_leaf_are_in_order_and_do_not_overlap(@ForAll("texts") String text) {
    for (ObjectNode rule : rules(text)) {
      Map<JsonPointer, Integer> ends = new LinkedHashMap<>();
      for (Finding finding : new Detector().find(rule)) {
        TextSpan region = finding.region();
        assertThat(region.start()).isGreaterThanOrEqualTo(ends.getOrDefault(finding.pointer(), 0));
        assertThat(region.end()).isGreaterThan(region.start());
        assertThat(finding.value().reveal()).isNotEmpty();
        ends.put(finding.pointer(), region.end());
      }
    }
  }

  @Property(seed = Draws.SEED, tries = 300)
  void a_placeholder_in_place_of_a_finding_renders_to_what_was_there(@ForAll("texts") String text) {
    for (ObjectNode rule : rules(text)) {
      for (Finding finding : new Detector().find(rule)) {
        String leaf = rule.at(finding.pointer()).textValue();
        if (!isTemplate(leaf)) {
          continue;
        }
        String replaced = finding.replace(leaf, new SecretName("found"));
        assertThat(render(replaced, finding)).isEqualTo(render(leaf, finding));
        assertThat(replaced).contains("<<secret:found>>");
      }
    }
  }

  @Property(seed = Draws.SEED, tries = 300)
  void all_findings_of_a_leaf_can_be_replaced_at_once(@ForAll("texts") String text) {
    for (ObjectNode rule : rules(text)) {
      Map<JsonPointer, List<Finding>> leaves = new LinkedHashMap<>();
      new Detector()
          .find(rule)
          .forEach(f -> leaves.computeIfAbsent(f.pointer(), at -> new ArrayList<>()).add(f));
      leaves.forEach(
          (at, findings) -> {
            String replaced = rule.at(at).textValue();
            for (int i = findings.size() - 1; i >= 0; i--) {
              replaced = findings.get(i).replace(replaced, new SecretName("found-" + i));
            }
            if (isTemplate(text)) {
              assertThat(isTemplate(replaced)).as("still a template").isTrue();
            }
          });
    }
  }

  private static String render(String leaf, Finding finding) {
    Map<Tag, String> values =
        Map.of(
            Tag.secret("found"),
            finding.value().reveal(),
            Tag.secret("known"),
            "KNOWN",
            new Tag(Tag.Kind.VARIABLE, "base"),
            "BASE");
    return PlaceholderText.parse(leaf).render(tag -> Optional.ofNullable(values.get(tag)));
  }

  /** What an export does with a rule: it puts something into the place of something in it. */
  @Property(seed = Draws.SEED, tries = 300)
  void what_is_found_again_in_a_changed_rule_is_what_a_new_search_finds(
      @ForAll("texts") String body, @ForAll("texts") String other, @ForAll boolean renamed) {
    Detector detector = new Detector();
    ObjectNode before = Rules.body(body);
    before.put("description", other);
    ObjectNode after = before.deepCopy();
    after.put("description", other.replace("q7Wk2Zp9Xr4Ltv8N", "<<secret:known>>"));
    if (renamed) {
      after.put("name", body);
    }
    assertThat(detector.again(after, Set.of(), before, detector.find(before)))
        .isEqualTo(detector.find(after));
  }
}
