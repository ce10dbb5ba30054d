package dev.rulekeeper.family;

import java.util.List;

/**
 * What is wrong with a template or an instance.
 *
 * @param hint what to do
 * @param places where, the nearest first; never empty
 */
public record Problem(String what, String hint, List<Place> places) {
  /** Copies the list. */
  public Problem {
    places = List.copyOf(places);
  }
}
