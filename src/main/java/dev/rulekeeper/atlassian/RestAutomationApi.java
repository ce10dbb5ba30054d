package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.rule.RuleSummary;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The Automation REST API over HTTP. */
final class RestAutomationApi implements AutomationApi {
  private static final String SUMMARY = "/rule/summary";

  private final Endpoints endpoints;
  private final RetryingClient courier;
  private final ErrorDiagnosis diagnosis;
  private final int jobs;
  private final PrefetchedPages pages = new PrefetchedPages(this::page);
  private final PrefetchedRules rules;

  RestAutomationApi(
      Endpoints endpoints, RetryingClient courier, ErrorDiagnosis diagnosis, int jobs) {
    this.endpoints = endpoints;
    this.courier = courier;
    this.diagnosis = diagnosis;
    this.jobs = jobs;
    this.rules = new PrefetchedRules(this::rule, jobs);
  }

  @Override
  public void readAhead() {
    pages.begin();
  }

  @Override
  public void readAhead(RuleId id) {
    // A site that refuses the list need not refuse ten thousand rules as well.
    pages.whenAnswered(() -> rules.begin(id));
  }

  @Override
  public List<RuleSummary> summaries() {
    return summaryReader().read(row -> {});
  }

  @Override
  public List<RuleSummary> summariesAndRules(
      Predicate<RuleSummary> wanted, Consumer<ApiRule> consumer) {
    try (TaskGroup crew = new TaskGroup(jobs)) {
      List<RuleSummary> rows =
          summaryReader()
              .read(
                  row -> {
                    if (wanted.test(row)) {
                      crew.add(() -> fetch(row.id(), rules, crew, consumer));
                    }
                  });
      crew.finish();
      return rows;
    }
  }

  @Override
  public void rules(Collection<RuleId> ids, Consumer<ApiRule> consumer) {
    fetch(ids, this::rule, consumer);
  }

  @Override
  public void redacted(Collection<RuleId> ids, Consumer<ApiRule> consumer) {
    fetch(ids, this::redacted, consumer);
  }

  private void fetch(
      Collection<RuleId> ids,
      Function<RuleId, Optional<ApiRule>> read,
      Consumer<ApiRule> consumer) {
    try (TaskGroup crew = new TaskGroup(jobs)) {
      ids.forEach(id -> crew.add(() -> fetch(id, read, crew, consumer)));
      crew.finish();
    }
  }

  private void fetch(
      RuleId id,
      Function<RuleId, Optional<ApiRule>> read,
      TaskGroup crew,
      Consumer<ApiRule> consumer) {
    Optional<ApiRule> rule = read.apply(id);
    synchronized (crew) {
      if (!crew.failed()) {
        rule.ifPresent(consumer);
      }
    }
  }

  private SummaryReader summaryReader() {
    return new SummaryReader(pages, id -> rule(id).isPresent());
  }

  private SummaryPage page(String query) {
    ApiRequest call = endpoints.read(SUMMARY, query);
    ApiResponse reply = courier.send(call);
    return SummaryPage.read(json(call, reply))
        .orElseThrow(() -> diagnosis.unexpected(call, reply, "a page of rule summaries"));
  }

  @Override
  public Optional<ApiRule> rule(RuleId id) {
    return rule(id, "");
  }

  @Override
  public Optional<ApiRule> redacted(RuleId id) {
    return rule(id, "redactSensitiveFields=true");
  }

  private Optional<ApiRule> rule(RuleId id, String query) {
    ApiRequest call = endpoints.read(path(id), query);
    ApiResponse reply = courier.send(call);
    if (reply.status() == 404) {
      return Optional.empty();
    }
    ApiRule rule =
        RuleEnvelope.read(id, json(call, reply))
            .orElseThrow(() -> diagnosis.unexpected(call, reply, "the rule"));
    return Optional.of(rule);
  }

  @Override
  public void create(ApiRule rule) {
    ApiRequest create = endpoints.write("POST", "/rule", RuleEnvelope.forCreate(rule));
    ApiRequest look = endpoints.read(path(rule.id()), "");
    ApiResponse reply = courier.sendUnlessThere(create, look);
    boolean taken = reply.status() == 400 || reply.status() == 409;
    if (taken && reply.attempt() > 1 && courier.appears(look)) {
      return;
    }
    requireDone(create, reply);
    String uuid = reply.json().map(body -> body.path("ruleUuid").asText("")).orElse("");
    if (!uuid.isEmpty() && !uuid.equalsIgnoreCase(rule.id().toString())) {
      throw diagnosis.unexpected(create, reply, "the id " + rule.id() + " but with another one");
    }
  }

  @Override
  public void update(ApiRule rule) {
    write("PUT", path(rule.id()), RuleEnvelope.forUpdate(rule));
  }

  @Override
  public void setState(RuleId id, RuleState state) {
    write("PUT", path(id) + "/state", ExactJson.object().put("value", state.name()));
  }

  @Override
  public void setScope(RuleId id, List<String> scope) {
    ObjectNode body = ExactJson.object();
    ArrayNode aris = body.putArray("ruleScopeARIs");
    scope.forEach(aris::add);
    write("PUT", path(id) + "/rule-scope", body);
  }

  @Override
  public void delete(RuleId id) {
    ApiRequest call = endpoints.delete(path(id));
    ApiResponse reply = courier.send(call);
    // An attempt that seemed to fail may have done it.
    if (reply.status() != 404 || reply.attempt() == 1) {
      requireDone(call, reply);
    }
  }

  @Override
  public Optional<String> accountId() {
    ApiResponse reply = courier.send(endpoints.whoAmI());
    return reply
        .json()
        .filter(body -> reply.succeeded())
        .map(body -> body.path("accountId").asText(""))
        .filter(id -> !id.isEmpty());
  }

  @Override
  public void close() {
    pages.stop();
    rules.stop();
    // The connections of the HTTP client of Java 17 end with it.
  }

  private void write(String method, String path, ObjectNode body) {
    ApiRequest call = endpoints.write(method, path, body);
    requireDone(call, courier.send(call));
  }

  private void requireDone(ApiRequest call, ApiResponse reply) {
    if (reply.succeeded()) {
      return;
    }
    // With a bad token the site says of every write that its body could not be parsed.
    ApiRequest probe = endpoints.read(SUMMARY, "limit=1");
    if (reply.status() == 400 && courier.send(probe).status() == 401) {
      throw diagnosis.badToken(call);
    }
    throw diagnosis.of(call, reply);
  }

  private JsonNode json(ApiRequest call, ApiResponse reply) {
    return reply
        .json()
        .filter(body -> reply.succeeded())
        .orElseThrow(() -> diagnosis.of(call, reply));
  }

  private static String path(RuleId id) {
    return "/rule/" + id;
  }
}
