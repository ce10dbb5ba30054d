package dev.rulekeeper.secret.place;

import dev.rulekeeper.rule.SecretName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds placeholders in the places of a rule, and where variables carry them. */
final class SecretUses {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("<<\\s{0,8}secret:\\s{0,8}([a-z0-9][a-z0-9._-]{0,200})\\s{0,8}>>");

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
    if (text.contains("<<")) {
      Matcher placeholder = PLACEHOLDER.matcher(text);
      while (placeholder.find()) {
        names.add(new SecretName(placeholder.group(1)));
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

  /** Whether a smart value in {@code text} mentions {@code variable} as a word. */
  private static boolean reads(String text, String variable) {
    int open = text.indexOf("{{");
    while (open >= 0) {
      int close = text.indexOf("}}", open);
      int end = close < 0 ? text.length() : close;
      int at = text.indexOf(variable, open);
      while (at >= 0 && at + variable.length() <= end) {
        char before = text.charAt(at - 1);
        char after =
            at + variable.length() < text.length() ? text.charAt(at + variable.length()) : ' ';
        if (!Character.isLetterOrDigit(before) && !Character.isLetterOrDigit(after)) {
          return true;
        }
        at = text.indexOf(variable, at + 1);
      }
      open = text.indexOf("{{", end);
    }
    return false;
  }
}
