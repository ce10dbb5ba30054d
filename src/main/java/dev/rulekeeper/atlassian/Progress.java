package dev.rulekeeper.atlassian;

/** Hears how far a series of requests has come. */
public interface Progress {
  /** Hears and does nothing. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begin(String what, int total) {}

        @Override
        public void step() {}

        @Override
        public void end() {}
      };

  /**
   * A series of {@code total} steps begins, -1 where nobody knows yet how many; {@code what} names
   * it for a reader.
   */
  void begin(String what, int total);

  /** One step is done; called from one thread at a time. */
  void step();

  /** The series is over. */
  void end();
}
