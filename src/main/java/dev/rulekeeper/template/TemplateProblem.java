package dev.rulekeeper.template;

import java.util.List;

/**
 * What is wrong with a template or an instance.
 *
 * @param hint what to do
 * @param places where, the nearest first; never empty
 */
public record TemplateProblem(String what, String hint, List<TemplateLocation> places) {
  /** Copies the list. */
  public TemplateProblem {
    places = List.copyOf(places);
  }
}
