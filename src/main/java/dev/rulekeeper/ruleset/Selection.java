package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.yaml.InvalidFileException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rules that a run is about: those that one of its filters names, all where it has none. The
 * file of a rule decides where there is one, since that is what the user sees; else the site.
 */
public final class Selection {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Selection EVERYTHING = new Selection(List.of());

  private final List<Predicate<Candidate>> filters;

  private Selection(List<Predicate<Candidate>> filters) {
    this.filters = List.copyOf(filters);
  }

  /** What filters look at. */
  private record Candidate(
      RuleId id, Optional<String> path, String name, Set<String> labels, Set<String> scopes) {}

  /** Every rule. */
  public static Selection everything() {
    return EVERYTHING;
  }

  /**
   * The rules that one of {@code filters} names: a rule id, {@code label:NAME}, {@code scope:site}
   * or {@code scope:project/10001} or an ARI, {@code name:GLOB}, else a glob over the paths of rule
   * files; in globs {@code *} stays within a folder and {@code **} does not.
   *
   * @throws InvalidFileException if a glob is none
   */
  public static Selection of(List<String> filters) {
    List<Predicate<Candidate>> parsed = new ArrayList<>();
    for (String filter : filters) {
      parsed.add(filter(filter));
    }
    return new Selection(parsed);
  }

  /** The rules with these ids; none where there are none. */
  public static Selection ofIds(Set<RuleId> ids) {
    Set<RuleId> copy = Set.copyOf(ids);
    return new Selection(List.of(rule -> copy.contains(rule.id())));
  }

  private static Predicate<Candidate> filter(String text) {
    if (ID.matcher(text).matches()) {
      RuleId id = RuleId.of(text.toLowerCase(Locale.ROOT));
      return rule -> rule.id().equals(id);
    }
    if (text.startsWith("label:")) {
      String label = text.substring("label:".length());
      return rule -> rule.labels().contains(label);
    }
    if (text.startsWith("scope:")) {
      String scope = text.substring("scope:".length());
      return rule -> rule.scopes().contains(scope);
    }
    if (text.startsWith("name:")) {
      Pattern name = nameGlob(text.substring("name:".length()));
      return rule -> name.matcher(rule.name()).matches();
    }
    PathMatcher matcher = pathGlob(text);
    return rule -> rule.path().filter(path -> matcher.matches(Path.of(path))).isPresent();
  }

  private static PathMatcher pathGlob(String text) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + text);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(
          List.of(
              new InvalidFileException.Problem(
                  "--select " + text,
                  "is no filter",
                  "give a rule id, label:NAME, scope:project/10001, name:GLOB or a path glob such"
                      + " as rules/site/*.yaml")));
    }
  }

  /** Only {@code *} and {@code ?} are special: names are full of brackets. */
  private static Pattern nameGlob(String glob) {
    StringBuilder pattern = new StringBuilder();
    glob.chars()
        .forEach(
            c ->
                pattern.append(
                    c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c))));
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }

  /** Whether every rule is selected. */
  public boolean isEverything() {
    return filters.isEmpty();
  }

  /** The rules of those of {@code files} that are selected. */
  public List<Rule> rules(Collection<RuleFile> files) {
    return files.stream().filter(this::has).map(RuleFile::rule).toList();
  }

  /** Whether the rule of {@code file} is selected. */
  public boolean has(RuleFile file) {
    return has(file.rule(), Optional.of(file.path()));
  }

  /** Whether a rule without a file, in file form, is selected. */
  public boolean has(Rule rule) {
    return has(rule, Optional.empty());
  }

  /** Whether a rule without a file is selected, by what the site says of it. */
  public boolean has(RuleSummary summary, CloudId cloud) {
    return filters.isEmpty()
        || has(
            new Candidate(
                summary.id(),
                Optional.empty(),
                summary.name(),
                Set.copyOf(summary.labels()),
                Set.copyOf(summary.friendlyScope(cloud))));
  }

  private boolean has(Rule rule, Optional<String> path) {
    return filters.isEmpty()
        || has(
            new Candidate(
                rule.id(),
                path,
                rule.name(),
                texts(rule.fields().path("labels")),
                texts(rule.fields().path("scope"))));
  }

  private boolean has(Candidate candidate) {
    return filters.stream().anyMatch(filter -> filter.test(candidate));
  }

  private static Set<String> texts(JsonNode node) {
    Set<String> texts = new TreeSet<>();
    if (node.isTextual()) {
      texts.add(node.textValue());
    }
    node.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
