package dev.rulekeeper.template;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;

/**
 * A place in a file.
 *
 * @param template the name of the template; nothing for the file of the rule
 * @param at the node in that file
 */
public record TemplateLocation(Optional<String> template, JsonPointer at) {
  static TemplateLocation inRule(String pointer) {
    return new TemplateLocation(Optional.empty(), JsonPointer.compile(pointer));
  }

  static TemplateLocation inTemplate(String name, JsonPointer at) {
    return new TemplateLocation(Optional.of(name), at);
  }
}
