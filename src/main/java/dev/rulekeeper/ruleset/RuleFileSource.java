package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.template.RuleTemplates;
import dev.rulekeeper.template.TemplateLocation;
import dev.rulekeeper.yaml.YamlSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a rule file says as it is written, and the templates that make a rule of it. */
public final class RuleFileSource {
  private final Supplier<ObjectNode> fields;
  private final boolean plain;
  private final TemplateFiles templates;

  private RuleFileSource(Supplier<ObjectNode> fields, boolean plain, TemplateFiles templates) {
    this.fields = fields;
    this.plain = plain;
    this.templates = templates;
  }

  RuleFileSource(ObjectNode fields, TemplateFiles templates) {
    this(() -> fields, false, templates);
  }

  /** The origin of a rule whose file is known to use neither template nor fragment. */
  static RuleFileSource plain(Rule rule, TemplateFiles templates) {
    return new RuleFileSource(rule::fields, true, templates);
  }

  /** Whether the file is known to use neither template nor fragment. */
  boolean isPlain() {
    return plain;
  }

  /** The tree of the file as it is written. */
  public ObjectNode fields() {
    return fields.get();
  }

  /** The templates and fragments that the file was read with. */
  public RuleTemplates families() {
    return templates.families();
  }

  /** The name of the template that the file is an instance of. */
  public Optional<String> template() {
    return plain ? Optional.empty() : RuleTemplates.templateOf(fields());
  }

  /** The places of {@code pointer} in the rule: {@code path:line}, in file and template. */
  String where(String path, YamlSource source, JsonPointer pointer) {
    return where(path, source, families().places(fields(), pointer));
  }

  /** Those {@code places} as {@code path:line}, with a comma between. */
  String where(String path, YamlSource source, List<TemplateLocation> places) {
    return places.stream()
        .map(
            place ->
                place
                    .template()
                    .map(name -> templates.where(name, place.at()))
                    .orElseGet(() -> source.where(path, place.at())))
        .collect(Collectors.joining(", "));
  }

  /** Names the template and nothing of the content. */
  @Override
  public String toString() {
    return "Origin" + template().map(List::of).orElse(List.of());
  }
}
