package dev.rulekeeper.secret.place;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.template.Tag;
import dev.rulekeeper.template.Template;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds placeholders in the places of a rule, and where variables carry them. */
final class SecretUses {
  private static final Pattern SMART_VALUE = Pattern.compile("\\{\\{.*?(?:}}|\\z)", Pattern.DOTALL);

  /** What changes the delimiters of smart values hides every one that follows. */
  private static final String OTHER_DELIMITERS = "{{=";

  private SecretUses() {}

  static List<SecretUse> of(List<Place> places) {
    var uses = new LinkedHashSet<SecretUse>();
    for (Place place : places) {
      for (SecretName name : names(place.text())) {
        for (Place reached : reached(place, places)) {
          uses.add(
              new SecretUse(
                  name, place.pointer(), place.field(), reached.host(), reached.publish()));
        }
      }
    }
    return List.copyOf(uses);
  }

  private static Set<SecretName> names(String text) {
    var names = new LinkedHashSet<SecretName>();
    for (Tag tag : Template.parse(text).tags()) {
      if (tag.kind() == Tag.Kind.SECRET) {
        names.add(new SecretName(tag.name()));
      }
    }
    return names;
  }

  /** Where the text of {@code place} ends up: there, or wherever its variable is read. */
  private static List<Place> reached(Place place, List<Place> places) {
    if (place.variable().isEmpty()) {
      return List.of(place);
    }
    var reached = new ArrayList<Place>();
    var seen = new LinkedHashSet<String>();
    var open = new ArrayDeque<String>(List.of(place.variable()));
    while (!open.isEmpty()) {
      String variable = open.pop();
      if (!seen.add(variable)) {
        continue;
      }
      for (Place reader : places) {
        if (!reads(reader.text(), variable)) {
          continue;
        }
        if (reader.variable().isEmpty()) {
          reached.add(reader);
        } else {
          open.push(reader.variable());
        }
      }
    }
    return reached.isEmpty() ? List.of(place) : reached;
  }

  /**
   * Whether a smart value in {@code text} mentions {@code variable} as a word, in whatever case.
   */
  private static boolean reads(String text, String variable) {
    if (!text.contains("{{")) {
      return false;
    }
    Pattern word =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}])" + Pattern.quote(variable) + "(?![\\p{L}\\p{N}])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    return text.contains(OTHER_DELIMITERS)
        || SMART_VALUE
            .matcher(text)
            .results()
            .anyMatch(found -> word.matcher(found.group()).find());
  }
}
