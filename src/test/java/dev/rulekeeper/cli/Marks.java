package dev.rulekeeper.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The marks that edits left in rules and that nobody took away knowingly. */
final class Marks {
  private static final Pattern MARK = Pattern.compile("mark-[0-9]{4}-|project/7[0-9]{4}");
  private final Map<String, Set<String>> alive = new TreeMap<>();
  private final Map<String, Set<String>> takenAway = new TreeMap<>();
  private final Set<String> touched = new TreeSet<>();
  private int count;

  /** A new number; {@link #edited} finds the mark in the rule. */
  int next() {
    return ++count;
  }

  static String text(int number) {
    return "mark-%04d-".formatted(number);
  }

  static String project(int number) {
    return "project/" + (70000 + number);
  }

  /** Somebody who saw {@code before} made {@code after} of it. */
  void edited(String id, String before, String after) {
    touched.add(id);
    Set<String> here = alive.computeIfAbsent(id, key -> new TreeSet<>());
    Set<String> old = in(before);
    Set<String> now = in(after);
    Set<String> gone = takenAway.computeIfAbsent(id, key -> new TreeSet<>());
    old.stream().filter(mark -> !now.contains(mark)).forEach(here::remove);
    old.stream().filter(mark -> !now.contains(mark)).forEach(gone::add);
    now.stream().filter(mark -> !old.contains(mark)).forEach(here::add);
  }

  /** The tool said that it does not decide about this rule. */
  void excuse(String id) {
    alive.remove(id);
    takenAway.remove(id);
  }

  boolean touched(String id) {
    return touched.contains(id);
  }

  Map<String, Set<String>> alive() {
    return alive;
  }

  /** The marks that somebody who saw them took away. */
  Map<String, Set<String>> takenAway() {
    return takenAway;
  }

  private static Set<String> in(String text) {
    Set<String> marks = new TreeSet<>();
    Matcher matcher = MARK.matcher(text);
    while (matcher.find()) {
      marks.add(matcher.group());
    }
    return marks;
  }
}
