package dev.rulekeeper.sandbox;

/** Decides before each request to the site what is to become of it. */
@FunctionalInterface
public interface RequestHook {
  /**
   * Called on the thread that serves the request, before anything is done; it may block, or stop
   * the process under test.
   *
   * @param method {@code GET}, {@code PUT} and so on
   * @param path the path as sent, without query
   * @return what is to become of the request; {@link FaultKind#NONE} leaves it to the options
   */
  FaultKind before(String method, String path);
}
