package dev.rulekeeper.report;

import java.util.UUID;

/**
 * Marks what steers a terminal or gives a workflow a command on purpose; the way out takes it off
 * and lets that pass. Another one in every process, so that no text from outside can hold it.
 */
public final class IntendedControlMark {
  /** The mark. */
  public static final String TEXT = "\uFDD0" + UUID.randomUUID() + "\uFDD0";

  private IntendedControlMark() {}
}
