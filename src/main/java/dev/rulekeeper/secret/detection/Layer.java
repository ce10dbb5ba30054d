package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.place.Place;

/** One way to find credentials. */
interface Layer {
  /**
   * Adds to {@code found} what this layer finds in {@code passage}, which is the text of {@code
   * place} or decoded from it.
   */
  void search(TextView passage, Place place, Candidates found);
}
