package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleSummary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads all pages of the summary. Cursor paging has been seen to repeat rules and, with that, to
 * skip others, so a pass that looks odd is checked by further passes.
 */
final class SummaryReader {
  private static final int MOST_PASSES = 3;

  /**
   * So many pages in a row may bring no rule that was not seen: the list moves while it is read.
   */
  private static final int MOST_IDLE = 20;

  /** More than any site has. */
  private static final int MOST_RULES = 1_000_000;

  private final Function<String, SummaryPage> pages;
  private final Predicate<RuleId> exists;

  /**
   * Prepares to read.
   *
   * @param pages gives the page of a query; throws {@link ApiException} with status 400 where the
   *     cursor in it has expired
   * @param exists asks the site for one rule
   */
  SummaryReader(Function<String, SummaryPage> pages, Predicate<RuleId> exists) {
    this.pages = pages;
    this.exists = exists;
  }

  private record Pass(Map<RuleId, RuleSummary> rows, boolean odd) {}

  /**
   * Every rule once, ordered by id.
   *
   * @param early called for each rule when it is first seen; a few of them may turn out to be gone
   */
  List<RuleSummary> read(Consumer<RuleSummary> early) {
    Set<RuleId> seen = new HashSet<>();
    Consumer<RuleSummary> firstSeen =
        row -> {
          if (seen.add(row.id())) {
            early.accept(row);
          }
        };
    Pass pass = pass(firstSeen);
    if (!pass.odd()) {
      return List.copyOf(pass.rows().values());
    }
    Map<RuleId, RuleSummary> all = new TreeMap<>(pass.rows());
    Set<RuleId> always = new HashSet<>(pass.rows().keySet());
    boolean agreed = false;
    for (int count = 2; count <= MOST_PASSES && !agreed; count++) {
      Pass next = pass(firstSeen);
      agreed = next.rows().keySet().equals(pass.rows().keySet());
      all.putAll(next.rows());
      always.retainAll(next.rows().keySet());
      pass = next;
    }
    // A rule that some pass missed was skipped there, or it came or went meanwhile.
    all.keySet().removeIf(id -> !always.contains(id) && !exists.test(id));
    return List.copyOf(all.values());
  }

  private Pass pass(Consumer<RuleSummary> firstSeen) {
    try {
      return walk(firstSeen);
    } catch (ApiException e) {
      if (e.status() != 400) {
        throw e;
      }
      // A cursor lives for about an hour.
      return walk(firstSeen);
    }
  }

  private Pass walk(Consumer<RuleSummary> firstSeen) {
    Map<RuleId, RuleSummary> rows = new TreeMap<>();
    Set<String> queries = new HashSet<>();
    Set<Integer> sizes = new HashSet<>();
    boolean odd = false;
    String query = SummaryPage.FIRST;
    int idle = 0;
    while (queries.add(query)) {
      SummaryPage page = pages.apply(query);
      int before = rows.size();
      for (RuleSummary row : page.rows()) {
        odd |= rows.put(row.id(), row) != null;
        firstSeen.accept(row);
      }
      idle = rows.size() > before ? 0 : idle + 1;
      if (idle > MOST_IDLE || rows.size() > MOST_RULES) {
        throw endless(rows.size());
      }
      if (page.next().isEmpty()) {
        return new Pass(rows, odd);
      }
      // Only the last page may be shorter than the others.
      odd |= sizes.add(page.rows().size()) && sizes.size() > 1;
      query = page.next().get();
    }
    return new Pass(rows, true);
  }

  private static ApiException endless(int rules) {
    return new ApiException(
        ApiException.Kind.UNEXPECTED,
        0,
        "the list of rules of the site does not end: after " + rules + " rules page follows page",
        "check the URL of the API; if it is right, the API has changed: report it");
  }
}
