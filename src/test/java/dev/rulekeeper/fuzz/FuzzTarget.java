package dev.rulekeeper.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.adopt.NotSecrets;
import dev.rulekeeper.atlassian.AnswerFuzz;
import dev.rulekeeper.export.ExportException;
import dev.rulekeeper.export.RuleImport;
import dev.rulekeeper.git.CachePartFuzz;
import dev.rulekeeper.ids.SiteMappingReader;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.JsonException;
import dev.rulekeeper.placeholder.PlaceholderException;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.RuleException;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.SecretException;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretSources;
import dev.rulekeeper.secret.place.SecretUse;
import dev.rulekeeper.template.TemplateException;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.URIish;

/** Whoever reads what others wrote. Each takes any text, and fails with its typed error or not. */
enum FuzzTarget {
  YAML(FuzzTarget::yaml),
  TAGS(FuzzTarget::tags),
  RULE_FILE(text -> RuleFile.read("rules/x.yaml", text)),
  LEDGER(text -> Ledger.read(Yaml.read("secrets.yaml", text))),
  CONFIGURATION(text -> Configuration.read(Yaml.read("rulekeeper.yaml", text))),
  MAPPING(text -> SiteMappingReader.read(new SiteName("other"), text)),
  SECRET_MAP(FuzzTarget::secretMap),
  NOT_SECRETS(text -> NotSecrets.read(Optional.of(text))),
  ANSWER(AnswerFuzz::body),
  CURSOR(AnswerFuzz::link),
  RETRY_AFTER(AnswerFuzz::retryAfter),
  UI_EXPORT(text -> RuleImport.read("rules.json", text, new CloudId("c0ffee00-cafe"))),
  GIT_CONFIG(FuzzTarget::gitConfig),
  CACHE(CachePartFuzz::entries),
  DETECTOR(text -> new Detector().find(Rules.body(text))),
  EGRESS(FuzzTarget::egress),
  REDACTOR(FuzzTarget::redactor);

  /** What may be thrown: one type a room. */
  private static final Set<Class<? extends RuntimeException>> TYPED =
      Set.of(
          InvalidFileException.class,
          PlaceholderException.class,
          SecretException.class,
          TemplateException.class,
          RuleException.class,
          JsonException.class,
          ExportException.class);

  private static final int LONGEST = 100_000;

  @SuppressWarnings("ImmutableEnumChecker") // Its lambdas capture nothing.
  private final Consumer<String> reader;

  FuzzTarget(Consumer<String> reader) {
    this.reader = reader;
  }

  /** Reads {@code data}; whatever is thrown is a fault. */
  void read(byte[] data) {
    String text = new String(data, 0, Math.min(data.length, LONGEST), StandardCharsets.UTF_8);
    try {
      reader.accept(text);
    } catch (RuntimeException e) {
      if (!TYPED.contains(e.getClass())) {
        throw e;
      }
    }
  }

  /** The name of its corpus. */
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void yaml(String text) {
    JsonNode tree = Yaml.read("x.yaml", text);
    assertThat(Yaml.read("x.yaml", Yaml.write(tree))).isEqualTo(tree);
  }

  private static void tags(String text) {
    PlaceholderText template = PlaceholderText.parse(text);
    assertThat(PlaceholderText.parse(template.source())).isEqualTo(template);
  }

  private static void secretMap(String text) {
    SecretSources.read(
        Optional.of(text), Map.of(), List.of(), map -> Yaml.readText("secrets", map));
  }

  private static void gitConfig(String text) {
    try {
      var config = new Config();
      config.fromText(text);
      for (String scope : config.getSubsections("http")) {
        new URIish(scope).getHost();
      }
    } catch (ConfigInvalidException | java.net.URISyntaxException refused) {
      assertThat(refused).isNotNull();
    }
  }

  private static void egress(String text) {
    ObjectNode rule = Rules.request(text, text);
    rule.withArray("components").add(Rules.variable(text, "<<secret:a>>").at("/components/0"));
    rule.withArray("components").add(Rules.log(text).at("/components/0"));
    assertThat(SecretUse.in(rule)).isNotEmpty();
  }

  /** The first line is the value, the rest a text; what is shown never holds the value. */
  private static void redactor(String text) {
    int line = text.indexOf('\n');
    if (line < 12) {
      return;
    }
    String value = text.substring(0, line);
    var redactor = new Redactor();
    redactor.learn(List.of(SecretValue.of(value)));
    String shown =
        redactor.redact(text.substring(line + 1) + value + ExactJson.write(Rules.body(value)));
    if (value.chars().distinct().count() > 8) {
      assertThat(shown).doesNotContain(value);
    }
  }
}
