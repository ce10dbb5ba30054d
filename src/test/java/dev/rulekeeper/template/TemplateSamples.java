package dev.rulekeeper.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Templates and instances as they are written in files. */
final class TemplateSamples {
  private TemplateSamples() {}

  static ObjectNode yaml(String text) {
    return (ObjectNode) Yaml.read("sample.yaml", text);
  }

  /** The text that stands for {@code tree} in a file. */
  static String text(ObjectNode tree) {
    return Yaml.write(tree);
  }

  /** Fragments, told as name and text in turn. */
  static Fragments fragments(String... namesAndTexts) {
    Map<String, PlaceholderText> texts = new TreeMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      texts.put(namesAndTexts[i], PlaceholderText.parse(namesAndTexts[i + 1]));
    }
    return new Fragments(texts);
  }

  /** One template, called {@code page}. */
  static RuleTemplates page(Fragments fragments, String template) {
    return new RuleTemplates(Map.of(), fragments)
        .with(RuleTemplate.read("page", yaml(template), fragments));
  }

  static RuleTemplates page(String template) {
    return page(fragments(), template);
  }

  /** What {@code refused} is refused for, a line each: places, what is wrong, and what to do. */
  static List<String> problems(ThrowingCallable refused) {
    TemplateException e = catchThrowableOfType(TemplateException.class, refused);
    assertThat(e).as("nothing was refused").isNotNull();
    assertThat(e).hasMessage(e.problems().get(0).what());
    return e.problems().stream()
        .map(p -> places(p.places()) + ": " + p.what() + " -> " + p.hint())
        .toList();
  }

  /**
   * {@code rule/with/team} is a place in the file of the rule, {@code page/rule/name} one in the
   * template.
   */
  static String places(List<TemplateLocation> places) {
    return places.stream()
        .map(place -> place.template().orElse("rule") + place.at())
        .collect(Collectors.joining(", "));
  }
}
