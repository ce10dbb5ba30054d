package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.family.Families;
import dev.rulekeeper.family.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a rule file says as it is written, and the templates that make a rule of it. */
public final class Origin {
  private final ObjectNode fields;
  private final Templates templates;

  Origin(ObjectNode fields, Templates templates) {
    this.fields = fields;
    this.templates = templates;
  }

  /** The origin of a rule that is written as it is. */
  static Origin of(ObjectNode fields) {
    return new Origin(fields, Templates.NONE);
  }

  /** The tree of the file as it is written. */
  public ObjectNode fields() {
    return fields;
  }

  /** The templates and fragments that the file was read with. */
  public Families families() {
    return templates.families();
  }

  /** The name of the template that the file is an instance of. */
  public Optional<String> template() {
    return Families.templateOf(fields);
  }

  /** The places of {@code pointer} in the rule: {@code path:line}, in file and template. */
  String where(String path, Source source, JsonPointer pointer) {
    return where(path, source, families().places(fields, pointer));
  }

  /** Those {@code places} as {@code path:line}, with a comma between. */
  String where(String path, Source source, List<Place> places) {
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
