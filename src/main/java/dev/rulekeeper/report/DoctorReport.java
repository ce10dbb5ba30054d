package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Count;
import java.util.List;
import java.util.Locale;

/** What an examination found, step by step. */
public record DoctorReport(List<Step> steps) {
  /** How a step ended. */
  public enum State {
    /** It is as it should be. */
    OK,
    /** It works, and somebody should know of it. */
    NOTE,
    /** It does not work. */
    WRONG,
    /** It was not looked at, since something before it does not work. */
    SKIPPED
  }

  /**
   * One step.
   *
   * @param what what was looked at, in a word or two
   * @param found what was found there; no value of a secret
   * @param hint what to do, or {@code ""}
   */
  public record Step(String what, State state, String found, String hint) {}

  /** Copies the list. */
  public DoctorReport {
    steps = List.copyOf(steps);
  }

  /** Whether nothing is wrong. */
  public boolean well() {
    return steps.stream().noneMatch(step -> step.state() == State.WRONG);
  }

  /** One line for each step, and below it what to do. */
  public String text(TextStyle style) {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      String mark =
          switch (step.state()) {
            case OK -> style.in(32, "ok     ");
            case NOTE -> style.in(33, "note   ");
            case WRONG -> style.in(31, "WRONG  ");
            case SKIPPED -> "-      ";
          };
      text.append(mark)
          .append(String.format(Locale.ROOT, "%-14s", step.what()))
          .append(step.found())
          .append('\n');
      if (!step.hint().isEmpty()) {
        style.wrapped(step.hint(), 21).forEach(line -> text.append(line).append('\n'));
      }
    }
    long wrong = steps.stream().filter(step -> step.state() == State.WRONG).count();
    return text.append(
            wrong == 0
                ? "\nAll is well. Nothing was written.\n"
                : "\n" + Count.of(wrong, "thing") + " to mend. Nothing was written.\n")
        .toString();
  }

  /** The same as JSON. */
  public ObjectNode json() {
    ObjectNode document = ExactJson.object().put("well", well());
    ArrayNode list = document.putArray("steps");
    steps.forEach(
        step ->
            list.addObject()
                .put("step", step.what())
                .put("state", step.state().name().toLowerCase(Locale.ROOT))
                .put("found", step.found())
                .put("hint", step.hint()));
    return document;
  }
}
