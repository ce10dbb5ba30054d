package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GitHub: actions/checkout, expressions, and {@code gh}, which is a stand-in. */
final class GithubForge extends Forge {
  private static final String FILE = ".github/workflows/rulekeeper.yml";
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ *(.*?) *}}");
  private static final String TOKEN = "ghs_tokenOfTheJobEXAMPLE";
  private static final int LONGEST_COMMENT = 65_536;
  private final List<String> started = new ArrayList<>();

  GithubForge(Path folder) throws IOException {
    super(folder);
    git().allow(TOKEN, GitOverHttp.Right.WRITE);
    offer("gh", this::gh);
  }

  @Override
  String name() {
    return "github";
  }

  /** The workflows that were started by hand, which is how checks of a made pull request start. */
  List<String> started() {
    return started;
  }

  /** As actions/checkout does it: its credentials are in a file of its own that is included. */
  @Override
  Path checkedOut(String branch) throws IOException {
    Path clone = newClone();
    Path login = clone.resolveSibling(clone.getFileName() + ".credentials");
    String basic =
        Base64.getEncoder()
            .encodeToString(("x-access-token:" + TOKEN).getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        login, "[http \"%s/\"]\n\textraheader = AUTHORIZATION: basic %s\n".formatted(url(), basic));
    runner()
        .run(
            folder(),
            Map.of("CLONE", clone.toString(), "LOGIN", login.toString(), "BRANCH", branch),
            """
            git init -q "$CLONE" && cd "$CLONE"
            git remote add origin '%s/%s'
            git config --local "includeIf.gitdir:$CLONE/.git.path" "$LOGIN"
            git fetch -q --prune --no-recurse-submodules origin '+refs/heads/*:refs/remotes/origin/*'
            if [ "$BRANCH" = main ]; then git checkout -q -B main refs/remotes/origin/main
            else
              git checkout -q --detach origin/main
              git -c user.name=GitHub -c user.email=noreply@github.com merge -q --no-ff \
                -m 'Merge for the check' "origin/$BRANCH"
            fi
            """
                .formatted(url(), REPOSITORY))
        .endedWith(0);
    return clone;
  }

  @Override
  Runner.Step check(Path clone) throws IOException {
    return step(clone, "check", "Check", Map.of());
  }

  @Override
  Runner.Step plan(Path clone, Sandbox site) throws IOException {
    Map<String, String> expressions = secrets(site);
    expressions.put("api", site.url());
    Runner.Step plan = step(clone, "plan", "Plan", expressions);
    step(clone, "plan", "Comment", expressions).endedWith(0);
    return plan;
  }

  @Override
  Runner.Step sync(Path clone, Sandbox site, String secrets) throws IOException {
    Map<String, String> expressions = secrets(site);
    expressions.put("secrets.RULEKEEPER_SECRETS", secrets);
    return step(clone, "sync", "Sync", expressions);
  }

  @Override
  Runner.Step night(Path clone, Sandbox site, String secrets) throws IOException {
    Map<String, String> expressions = secrets(site);
    expressions.put("secrets.RULEKEEPER_SECRETS", secrets);
    return step(clone, "drift", "Take edits of the site into one pull request", expressions);
  }

  @Override
  Runner.Step week(Path clone) throws IOException {
    return step(clone, "expiry", "Open an issue on secrets that expire soon", Map.of());
  }

  private static Map<String, String> secrets(Sandbox site) {
    Map<String, String> expressions = new HashMap<>();
    credentials(site).forEach((name, value) -> expressions.put("secrets." + name, value));
    expressions.put("api", site.url());
    return expressions;
  }

  /** Runs a step of a job; an expression without a value is empty, as secrets are in a fork. */
  Runner.Step step(Path clone, String job, String name, Map<String, String> expressions)
      throws IOException {
    JsonNode workflow = pipeline(clone, FILE);
    JsonNode jobNode = workflow.path("jobs").path(job);
    Map<String, String> values = new HashMap<>(expressions);
    values.put("github.token", TOKEN);
    values.put("github.repository", REPOSITORY);
    values.put("github.event.number", Integer.toString(PULL_REQUEST));
    JsonNode site = jobNode.path("strategy").path("matrix").path("include").path(0);
    values.put("matrix.site", site.path("site").asText());
    values.put("matrix.url", site.path("url").asText());
    for (JsonNode step : jobNode.path("steps")) {
      if (step.path("name").asText().equals(name)) {
        Map<String, String> environment = new HashMap<>();
        for (JsonNode level : List.of(workflow, jobNode, step)) {
          level
              .path("env")
              .properties()
              .forEach(e -> environment.put(e.getKey(), evaluated(e.getValue(), values)));
        }
        environment.put("GITHUB_ACTIONS", "true");
        environment.put("GITHUB_STEP_SUMMARY", folder().resolve("summary").toString());
        environment.put("RULEKEEPER_API_URL", values.getOrDefault("api", ""));
        return runner().run(clone, environment, step.path("run").asText());
      }
    }
    throw new AssertionError("no step " + name + " in " + job);
  }

  private static String evaluated(JsonNode text, Map<String, String> values) {
    Matcher matcher = EXPRESSION.matcher(text.asText());
    return matcher.replaceAll(
        found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }

  /** What gh does, as far as the workflow uses it. */
  private CommandRun gh(Map<String, String> environment, Path directory, String... arguments)
      throws IOException {
    if (!environment.getOrDefault("GH_TOKEN", "").equals(TOKEN)) {
      return new CommandRun(4, "", "gh: To use GitHub CLI in a workflow, set GH_TOKEN\n");
    }
    GhCall call = GhCall.of(directory, arguments);
    return switch (call.command()) {
      case "api" -> api(call);
      case "pr list" -> call.listed(numbers(requests().contains(call.option("--head")), 12));
      case "pr create" -> {
        requests().add(call.option("--head"));
        yield done();
      }
      case "workflow run" -> {
        started.add(call.option("--ref"));
        yield done();
      }
      case "issue list" -> call.listed(numbers(!issues().isEmpty(), 31));
      case "issue create", "issue edit" -> {
        issues().put(31, call.file("--body-file"));
        yield done();
      }
      default -> throw new AssertionError("gh " + call.command());
    };
  }

  private CommandRun api(GhCall call) throws IOException {
    String comments = "repos/" + REPOSITORY + "/issues/";
    String path = call.operand();
    if (path.equals(comments + PULL_REQUEST + "/comments") && call.option("--method").isEmpty()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      all.addObject().put("id", 1).put("body", "Looks good").putObject("user").put("login", "ada");
      notes().forEach((id, text) -> all.add(comment(id, text)));
      return call.listed(all);
    }
    String body = call.option("-F").replaceFirst("^body=@", "");
    String text = Files.readString(call.directory().resolve(body));
    if (text.length() > LONGEST_COMMENT) {
      return new CommandRun(1, "", "gh: Body is too long (HTTP 422)\n");
    }
    if (path.equals(comments + PULL_REQUEST + "/comments")
        && call.option("--method").equals("POST")) {
      notes().put(100 + notes().size(), text);
    } else if (path.startsWith(comments + "comments/") && call.option("--method").equals("PATCH")) {
      notes().put(Integer.parseInt(path.substring((comments + "comments/").length())), text);
    } else {
      return new CommandRun(1, "", "gh: Not Found (HTTP 404)\n");
    }
    return done();
  }

  private static JsonNode comment(int id, String text) {
    var comment = JsonNodeFactory.instance.objectNode().put("id", id).put("body", text);
    comment.putObject("user").put("login", "github-actions[bot]");
    return ExactJson.read(ExactJson.write(comment));
  }

  private static JsonNode numbers(boolean there, int number) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    if (there) {
      list.addObject().put("number", number);
    }
    return list;
  }

  private static CommandRun done() {
    return new CommandRun(0, "", "");
  }
}
