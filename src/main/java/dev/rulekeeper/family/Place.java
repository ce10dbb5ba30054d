package dev.rulekeeper.family;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;

/**
 * A place in a file.
 *
 * @param template the name of the template; nothing for the file of the rule
 * @param at the node in that file
 */
public record Place(Optional<String> template, JsonPointer at) {
  static Place inRule(String pointer) {
    return new Place(Optional.empty(), JsonPointer.compile(pointer));
  }

  static Place inTemplate(String name, JsonPointer at) {
    return new Place(Optional.of(name), at);
  }
}
