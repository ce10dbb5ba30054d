package dev.rulekeeper.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A run as its journal tells it.
 *
 * @param run its name, which begins with its time
 * @param at when it began; 1970 where the journal was cut off before that
 * @param command what the user called
 * @param changes how many changes it was to make
 * @param attempts those that it began, in that order; one for each rule
 * @param ended whether it came to its end
 */
public record PastRun(
    String run,
    Instant at,
    String command,
    String site,
    int changes,
    List<Attempt> attempts,
    boolean ended) {
  private static final Pattern OF_ONE_RULE =
      Pattern.compile("\\{\"at\":\"[^\"]*\",\"event\":\"(attempt|ended)\"");

  /** Copies the list. */
  public PastRun {
    attempts = List.copyOf(attempts);
  }

  /**
   * One attempt at a rule.
   *
   * @param kind the label of the change
   * @param file the rule file, where there was one
   * @param before the rule on the site before, with placeholders; nothing where it made the rule
   * @param after the rule as it was to be, with placeholders; nothing where it removed the rule
   * @param withheld whether one of the two is not told, since it held a value in clear
   * @param status how it ended ({@code applied}, {@code skipped}, {@code failed}); nothing where
   *     the run was interrupted before that was known
   */
  public record Attempt(
      RuleId rule,
      String kind,
      String name,
      Optional<String> file,
      Optional<Rule> before,
      Optional<Rule> after,
      boolean withheld,
      Optional<String> status) {

    /** Whether the site may have changed: it was written, or nobody knows that it was not. */
    public boolean mayHaveWritten() {
      return !status.equals(Optional.of("skipped"));
    }

    private Attempt told(UnaryOperator<Rule> today) {
      return new Attempt(
          rule, kind, name, file, before.map(today), after.map(today), withheld, status);
    }

    private Attempt endedAs(String how) {
      return new Attempt(rule, kind, name, file, before, after, withheld, Optional.of(how));
    }
  }

  /** The same run with its rules told as {@code today} tells them. */
  public PastRun told(UnaryOperator<Rule> today) {
    return new PastRun(
        run,
        at,
        command,
        site,
        changes,
        attempts.stream().map(attempt -> attempt.told(today)).toList(),
        ended);
  }

  /** How many attempts ended so. */
  public long count(String status) {
    return attempts.stream().filter(a -> a.status().equals(Optional.of(status))).count();
  }

  /** How many attempts began and nobody knows how they ended. */
  public long open() {
    return attempts.stream().filter(a -> a.status().isEmpty()).count();
  }

  /**
   * Reads a journal. A last line that was cut off by the end of the process is left out.
   *
   * @param run the name of the run
   * @param lines the lines of its file
   */
  public static PastRun read(String run, List<String> lines) {
    JsonNode begin = ExactJson.object();
    boolean ended = false;
    Map<RuleId, Attempt> attempts = new LinkedHashMap<>();
    for (String line : lines) {
      Optional<JsonNode> entry = entry(line);
      if (entry.isEmpty()) {
        continue;
      }
      switch (entry.get().path("event").asText()) {
        case "begin" -> begin = entry.get();
        case "attempt" -> {
          Attempt attempt = attempt(entry.get());
          attempts.put(attempt.rule(), attempt);
        }
        case "ended" ->
            attempts.computeIfPresent(
                RuleId.of(entry.get().path("rule").asText()),
                (id, attempt) -> attempt.endedAs(entry.get().path("status").asText()));
        case "end" -> ended = true;
        default -> {
          // A later version may say more.
        }
      }
    }
    return new PastRun(
        run,
        instant(begin.path("at").asText("")),
        begin.path("command").asText(""),
        begin.path("site").asText(""),
        begin.path("changes").asInt(0),
        new ArrayList<>(attempts.values()),
        ended);
  }

  /**
   * As {@link #read}, without the attempts: their rules are nearly all of a journal, and whoever
   * asks for site and end of a run need not read them.
   */
  public static PastRun outline(String run, List<String> lines) {
    return read(run, lines.stream().filter(line -> !isOfOneRule(line)).toList());
  }

  /** Whether a run tried any change, as the lines of its journal say. */
  public static boolean triedAny(List<String> lines) {
    return lines.stream().anyMatch(PastRun::isOfOneRule);
  }

  /** The journal writes time and kind first, so no text of a rule can look like them. */
  private static boolean isOfOneRule(String line) {
    return OF_ONE_RULE.matcher(line).lookingAt();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  private static Optional<JsonNode> entry(String line) {
    return ExactJson.parse(line).filter(JsonNode::isObject);
  }

  private static Attempt attempt(JsonNode entry) {
    RuleId id = RuleId.of(entry.path("rule").asText());
    return new Attempt(
        id,
        entry.path("kind").asText(),
        entry.path("name").asText(),
        Optional.ofNullable(entry.get("file")).map(JsonNode::asText),
        rule(id, entry.get("before")),
        rule(id, entry.get("after")),
        entry.path(Journal.WITHHELD).asBoolean(false),
        Optional.empty());
  }

  private static Optional<Rule> rule(RuleId id, @Nullable JsonNode tree) {
    return tree instanceof ObjectNode fields ? Optional.of(new Rule(id, fields)) : Optional.empty();
  }
}
