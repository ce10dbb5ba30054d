package dev.rulekeeper.lint;

/**
 * One thing that is wrong with a file, or that may be.
 *
 * @param error whether it is wrong for certain
 * @param where {@code path} or {@code path:line}, several separated by {@code ", "}
 */
public record LintFinding(boolean error, String where, String message) {
  /** The path of the first place. */
  public String file() {
    return line() == 0 ? first() : first().substring(0, first().lastIndexOf(':'));
  }

  /** The line of the first place, counted from 1; 0 where only the file is known. */
  public int line() {
    String end = first().substring(first().lastIndexOf(':') + 1);
    boolean number = end.matches("[0-9]{1,8}") && end.length() < first().length();
    return number ? Integer.parseInt(end) : 0;
  }

  private String first() {
    return where.contains(", ") ? where.substring(0, where.indexOf(", ")) : where;
  }
}
