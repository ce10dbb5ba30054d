package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RulesetException.Problem;
import dev.rulekeeper.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The files of a rule repository, read. Writes nothing itself: it says what text belongs where. */
public final class RuleRepository {
  /** The name of the configuration file at the root. */
  public static final String CONFIGURATION = "rulekeeper.yaml";

  /** The name of the ledger at the root. */
  public static final String LEDGER = "secrets.yaml";

  /** The folder of the rule files. */
  private static final String RULES = "rules";

  /** The folder of what ids are on each site. */
  private static final String SITES = "sites";

  private static final JsonPointer ID = JsonPointer.compile("/id");

  private final Path root;
  private final Consumer<String> leaves;

  private RuleRepository(Path root, Consumer<String> leaves) {
    this.root = root;
    this.leaves = leaves;
  }

  /**
   * The repository that {@code directory} lies in: that folder or the nearest one above it with a
   * {@code rulekeeper.yaml}.
   *
   * @throws RulesetException if there is none; says to run {@code init}
   */
  public static RuleRepository open(Path directory) {
    return open(directory, Template::parse);
  }

  /** As {@link #open(Path)}, with another check of string leaves. */
  static RuleRepository open(Path directory, Consumer<String> leaves) {
    Path start = directory.toAbsolutePath().normalize();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(CONFIGURATION))) {
        return new RuleRepository(folder, leaves);
      }
    }
    throw failure(
        directory.toString(),
        "not a rule repository: no " + CONFIGURATION + " here or in a folder above",
        "run 'rulekeeper init --url https://<site>.atlassian.net' here, or name the repository"
            + " with -C");
  }

  /** The root folder, absolute. */
  public Path root() {
    return root;
  }

  /**
   * Reads {@code rulekeeper.yaml}.
   *
   * @throws RulesetException with every problem of the file, each with its line
   */
  public Configuration configuration() {
    Source source = YamlParser.parse(CONFIGURATION, text(CONFIGURATION), true);
    return ConfigurationReader.read(
        source.root().value(), pointer -> source.where(CONFIGURATION, pointer));
  }

  /**
   * What the ids in the files are on each site of {@code configuration}.
   *
   * @throws RulesetException with every problem of a {@code sites/<site>.yaml}, and for one whose
   *     site the configuration does not have
   */
  public Map<SiteName, SiteMapping> mappings(Configuration configuration) {
    Map<SiteName, SiteMapping> mappings = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (String path : paths(SITES)) {
      SiteName site = siteOf(path);
      if (!configuration.sites().containsKey(site)) {
        problems.add(
            new Problem(
                path,
                CONFIGURATION + " has no site '" + site + "'",
                "name the file after one of " + configuration.sites().keySet()));
        continue;
      }
      try {
        mappings.put(site, SiteMappingReader.read(site, text(path)));
      } catch (RulesetException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new RulesetException(problems);
    }
    return mappings;
  }

  private static SiteName siteOf(String path) {
    String name = path.substring(path.indexOf('/') + 1, path.lastIndexOf('.'));
    if (!SiteName.isValid(name) || !path.endsWith(".yaml")) {
      throw failure(path, "not named after a site", "call it sites/<site>.yaml");
    }
    return new SiteName(name);
  }

  /**
   * The tree of the ledger, where the file exists.
   *
   * @throws RulesetException if it is not YAML
   */
  public Optional<JsonNode> ledger() {
    return Files.exists(root.resolve(LEDGER))
        ? Optional.of(Yaml.read(LEDGER, text(LEDGER)))
        : Optional.empty();
  }

  /** {@code path:line} of what stands at {@code pointer} of the ledger, which must exist. */
  public String ledgerPlace(JsonPointer pointer) {
    return YamlParser.parse(LEDGER, text(LEDGER), true).where(LEDGER, pointer);
  }

  /**
   * Reads every {@code .yaml} and {@code .yml} file under {@code rules/}, in the order of their
   * paths; files whose name begins with a dot are not ours.
   *
   * @throws RulesetException with every problem of every file: not YAML, no id, one id in two
   *     files, a bad tag, a template or fragment that cannot be used or makes no valid rule
   */
  public List<RuleFile> ruleFiles() {
    List<RuleFile> files = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Map<RuleId, RuleFile> byId = new HashMap<>();
    Templates templates = templates();
    SchemaCheck schemas = new SchemaCheck();
    for (String path : paths(RULES)) {
      try {
        RuleFile file = RuleFileReader.read(path, text(path), templates, leaves);
        files.add(file);
        if (file.templatePath().isPresent()) {
          problems.addAll(schemas.problems(Schema.RULE, file.rule().fields(), file::where));
        }
        RuleFile other = byId.putIfAbsent(file.rule().id(), file);
        if (other != null) {
          problems.add(sameId(file, other));
        }
      } catch (RulesetException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new RulesetException(problems);
    }
    return List.copyOf(files);
  }

  /**
   * Reads {@code templates/NAME.yaml} and {@code templates/fragments/NAME.txt}.
   *
   * @throws RulesetException with every problem of every one
   */
  private Templates templates() {
    return Templates.read(
        texts(Templates.FOLDER, Templates.TEMPLATE),
        texts(Templates.FRAGMENTS, Templates.FRAGMENT));
  }

  /** The texts of the files directly in {@code folder}, by their name without {@code ending}. */
  private SortedMap<String, String> texts(String folder, String ending) {
    SortedMap<String, String> texts = new TreeMap<>();
    Path directory = root.resolve(folder);
    if (!Files.isDirectory(directory)) {
      return texts;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> !Files.isDirectory(f)).toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(ending) && !name.startsWith(".")) {
          texts.put(name.substring(0, name.length() - ending.length()), text(folder + "/" + name));
        }
      }
      return texts;
    } catch (IOException | UncheckedIOException e) {
      throw failure(folder, "the folder cannot be read", "check its permissions");
    }
  }

  /**
   * The files of templates as {@code fmt} leaves them: path relative to the root, to the text.
   *
   * @throws RulesetException if one is not YAML
   */
  public SortedMap<String, String> formattedTemplates() {
    SortedMap<String, String> formatted = new TreeMap<>();
    texts(Templates.FOLDER, Templates.TEMPLATE)
        .forEach(
            (name, text) -> {
              String path = Templates.path(name);
              formatted.put(path, Yaml.format(path, text, Order.ofTemplate(Yaml.read(path, text))));
            });
    return formatted;
  }

  private static Problem sameId(RuleFile file, RuleFile other) {
    return new Problem(
        file.where(ID),
        "the id " + file.rule().id() + " stands in " + other.where(ID) + " already",
        "remove one of the two files; for a copy that shall be a rule of its own, change the id");
  }

  /**
   * What the JSON Schemas say of every file that has one: the configuration, the ledger, and what
   * lies in {@code rules/}, {@code sites/} and {@code templates/}. In the order of paths and lines.
   *
   * @throws RulesetException if a file is not YAML
   */
  public List<Problem> schemaProblems() {
    List<String> paths = new ArrayList<>(List.of(CONFIGURATION));
    if (Files.exists(root.resolve(LEDGER))) {
      paths.add(LEDGER);
    }
    List.of(RULES, SITES, "templates").forEach(folder -> paths.addAll(paths(folder)));
    SchemaCheck check = new SchemaCheck();
    List<Problem> problems = new ArrayList<>();
    for (String path : paths) {
      Schema.of(path)
          .ifPresent(schema -> problems.addAll(check.problems(schema, path, text(path))));
    }
    return List.copyOf(problems);
  }

  /** The paths of all rule files, those that cannot be read among them. */
  public List<String> rulePaths() {
    return paths(RULES);
  }

  private List<String> paths(String folder) {
    Path top = root.resolve(folder);
    if (!Files.isDirectory(top)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(top)) {
      return files.filter(RuleRepository::isRuleFile).map(this::relative).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw failure(folder, "the folder cannot be read", "check its permissions");
    }
  }

  private static boolean isRuleFile(Path path) {
    String name = String.valueOf(path.getFileName());
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    return yaml && !name.startsWith(".") && !Files.isDirectory(path);
  }

  private String relative(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private String text(String path) {
    Path file = root.resolve(path);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw failure(path, "not a plain file", "put the file itself there, not a link to it");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw failure(path, "not UTF-8", "save the file in the encoding UTF-8");
    } catch (IOException e) {
      throw failure(path, "the file cannot be read", "check its permissions");
    }
  }

  private static RulesetException failure(String where, String what, String hint) {
    return new RulesetException(List.of(new Problem(where, what, hint)));
  }

  /**
   * The path for a rule that has no file yet: {@code rules/<scope>/<slug>.yaml}, not one of {@code
   * taken}.
   */
  public static String pathFor(Rule rule, Set<String> taken) {
    return RulePath.of(rule, taken);
  }

  /** The text of a file for {@code rule}. */
  public static String text(Rule rule) {
    return Yaml.write(rule.fields());
  }

  /** The text of a new file for {@code rule} at {@code path}: its first line names its schema. */
  public static String text(Rule rule, String path) {
    return Schema.header(path) + text(rule);
  }

  /**
   * The text of {@code file} changed to stand for {@code rule}, with the comments that people wrote
   * in it. An instance of a template stays one, and a fragment that is still in its text stays.
   * Where the file came from another site, the ids of {@code rule} become those of the file.
   *
   * @throws RulesetException if ids of {@code rule} have none there
   */
  public static String text(Rule rule, RuleFile file) {
    Origin origin = file.origin();
    Rule written = file.translation().back(rule, file.path());
    return Yaml.rewrite(
        file.path(), file.text(), origin.families().fold(origin.fields(), written.fields()));
  }
}
