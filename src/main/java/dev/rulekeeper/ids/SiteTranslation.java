package dev.rulekeeper.ids;

import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Between the ids that a rule file holds and those of the site that it is read for. Pure: it asks
 * no site. {@code back(there(rule))} is {@code rule}, since two ids never become one.
 */
public final class SiteTranslation {
  /** For a file that came from the site it is read for. */
  public static final SiteTranslation NONE = new SiteTranslation(Optional.empty());

  private final Optional<Ways> ways;

  private record Ways(SiteName site, String path, IdTranslator.Ids there, IdTranslator.Ids back) {}

  private SiteTranslation(Optional<Ways> ways) {
    this.ways = ways;
  }

  /** A translation by {@code there} and {@code back}, whose entries stand in {@code path}. */
  public static SiteTranslation of(
      SiteName site, String path, IdTranslator.Ids there, IdTranslator.Ids back) {
    return new SiteTranslation(Optional.of(new Ways(site, path, there, back)));
  }

  /** The rule with the ids of the site; what has none is told to {@code missing} and stays. */
  public Rule there(Rule rule, IdTranslator.Missing missing) {
    return ways.map(way -> new IdTranslator(way.there(), missing).translate(rule)).orElse(rule);
  }

  /**
   * A rule of the site with the ids that its file holds.
   *
   * @param where names the rule in messages, such as the path of its file
   * @throws InvalidFileException with every id that no file knows
   */
  public Rule back(Rule rule, String where) {
    if (ways.isEmpty()) {
      return rule;
    }
    Ways way = ways.get();
    List<Problem> problems = new ArrayList<>();
    Rule translated =
        new IdTranslator(
                way.back(),
                (kind, id, at) ->
                    problems.add(
                        new Problem(
                            where + " " + at,
                            kind.one()
                                + " "
                                + id
                                + " of the site "
                                + way.site()
                                + " has no id in the files",
                            "add it to "
                                + way.path()
                                + " under "
                                + kind.key()
                                + ": the id in the files, a colon, "
                                + id)))
            .translate(rule);
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
    return translated;
  }
}
