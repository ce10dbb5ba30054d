package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.ids.SiteMapping;
import dev.rulekeeper.ids.SiteMappingReader;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import dev.rulekeeper.yaml.Yaml;
import dev.rulekeeper.yaml.YamlParser;
import dev.rulekeeper.yaml.YamlSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a rule repository, read. Writes nothing itself: it says what text belongs where. */
public final class RuleRepository {
  /** The name of the configuration file at the root. */
  public static final String CONFIGURATION = "rulekeeper.yaml";

  /** The name of the ledger at the root. */
  public static final String LEDGER = "secrets.yaml";

  /** The file that says what is no secret, relative to the root. */
  public static final String NOT_SECRETS = "not-secrets.yaml";

  /** The folder of the rule files. */
  public static final String RULES = "rules";

  /** The folder of what ids are on each site. */
  private static final String SITES = "sites";

  private static final Pattern ID_LINE =
      Pattern.compile(
          "(?mi)^[ \\t]*+(?:\\{\\s*+)?+[\"']?+id[\"']?+\\s*+:\\s*+[\"']?+([0-9a-f-]{36})\\b");

  private final Path root;
  private final RepositoryFiles files;
  private final Consumer<String> leaves;
  private final ParsedFiles parsed;
  private final SeenFiles seen;

  private RuleRepository(Path root, Consumer<String> leaves, ParsedFiles parsed, SeenFiles seen) {
    this.seen = seen;
    this.root = root;
    this.files = new RepositoryFiles(root);
    this.leaves = leaves;
    this.parsed = parsed;
  }

  /**
   * The same repository, which parses no file that is among {@code known} ones, and reads none that
   * is among those {@code seen} either.
   */
  public RuleRepository knowing(ParsedFiles known, SeenFiles seen) {
    return new RuleRepository(root, leaves, known, seen);
  }

  /**
   * The repository that {@code directory} lies in: that folder or the nearest one above it with a
   * {@code rulekeeper.yaml}.
   *
   * @throws InvalidFileException if there is none; says to run {@code init}
   */
  public static RuleRepository open(Path directory) {
    return open(directory, PlaceholderText::parse);
  }

  /** As {@link #open(Path)}, with another check of string leaves. */
  static RuleRepository open(Path directory, Consumer<String> leaves) {
    Path start = directory.toAbsolutePath().normalize();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(CONFIGURATION))) {
        return new RuleRepository(folder, leaves, ParsedFiles.NONE, SeenFiles.NONE);
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

  /** The files below the root. */
  public RepositoryFiles files() {
    return files;
  }

  /**
   * Reads {@code rulekeeper.yaml}.
   *
   * @throws InvalidFileException with every problem of the file, each with its line
   */
  public Configuration configuration() {
    YamlSource source = YamlParser.parse(CONFIGURATION, text(CONFIGURATION), true);
    return ConfigurationReader.read(
        source.root().value(), pointer -> source.where(CONFIGURATION, pointer));
  }

  /**
   * What the ids in the files are on each site of {@code configuration}.
   *
   * @throws InvalidFileException with every problem of a {@code sites/<site>.yaml}, and for one
   *     whose site the configuration does not have
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
      } catch (InvalidFileException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
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
   * @throws InvalidFileException if it is not YAML
   */
  public Optional<JsonNode> ledger() {
    return ledgerText().map(text -> Yaml.read(LEDGER, text));
  }

  /** The exact text of the ledger, where the file exists. */
  public Optional<String> ledgerText() {
    return files.textIfThere(LEDGER);
  }

  /** {@code path:line} of what stands at {@code pointer} of the ledger, which must exist. */
  public String ledgerPlace(JsonPointer pointer) {
    return YamlParser.parse(LEDGER, text(LEDGER), true).where(LEDGER, pointer);
  }

  /**
   * Reads every {@code .yaml} and {@code .yml} file under {@code rules/}, in the order of their
   * paths; files whose name begins with a dot are not ours.
   *
   * @throws InvalidFileException with every problem of every file: not YAML, no id, one id in two
   *     files, a bad tag, a template or fragment that cannot be used or makes no valid rule
   */
  public List<RuleFile> ruleFiles() {
    return ruleFiles((file, text) -> {});
  }

  /**
   * The same.
   *
   * @param look called as {@link #reading(BiConsumer)} calls it
   */
  public List<RuleFile> ruleFiles(BiConsumer<RuleFile, FileText> look) {
    Reading reading = reading(look);
    if (!reading.problems().isEmpty()) {
      throw new InvalidFileException(reading.problems());
    }
    return reading.files();
  }

  /**
   * The rule files that can be read, and what is wrong with the others.
   *
   * @param files in the order of their paths
   * @param problems as {@link #ruleFiles} throws them
   */
  public record Reading(List<RuleFile> files, List<Problem> problems) {}

  /** As {@link #ruleFiles}, where a file that cannot be read hides no other. */
  public Reading reading() {
    return reading((file, text) -> {});
  }

  /**
   * The same.
   *
   * @param look called with each file that can be read and its text, on any thread and in any
   *     order, as long as its tree is in memory
   */
  public Reading reading(BiConsumer<RuleFile, FileText> look) {
    return new RuleFilesReading(files, leaves, parsed, seen).read(rulePaths(), look);
  }

  /**
   * The rule that {@code text} would make at {@code path}, with the templates as they are now;
   * nothing where it makes none.
   */
  public Optional<RuleFile> ruleFile(String path, String text) {
    try {
      return Optional.of(RuleFileReader.read(path, text, TemplateFiles.in(files), leaves));
    } catch (InvalidFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The files of templates as {@code fmt} leaves them: path relative to the root, to the text.
   *
   * @throws InvalidFileException if one is not YAML
   */
  public SortedMap<String, String> formattedTemplates() {
    return TemplateFiles.formatted(files);
  }

  /**
   * What the JSON Schemas say of every file that has one: the configuration, the ledger, what is no
   * secret, and what lies in {@code rules/}, {@code sites/} and {@code templates/}; also that a
   * file is no YAML. In the order of paths and lines.
   */
  public List<Problem> schemaProblems() {
    return schemaProblems(new SchemaCheck(), Map.of());
  }

  /** The same, where what is wrong with some files is {@code known}. */
  public List<Problem> schemaProblems(SchemaCheck check, Map<String, List<Problem>> known) {
    List<Problem> problems = new ArrayList<>();
    for (String path : withSchema()) {
      List<Problem> found = known.get(path);
      problems.addAll(found == null ? schemaProblems(check, path) : found);
    }
    return List.copyOf(problems);
  }

  private List<Problem> schemaProblems(SchemaCheck check, String path) {
    try {
      return Schema.of(path)
          .map(schema -> check.problems(schema, path, text(path)))
          .orElseGet(List::of);
    } catch (InvalidFileException e) {
      return e.problems();
    }
  }

  private List<String> withSchema() {
    List<String> paths = new ArrayList<>(List.of(CONFIGURATION));
    Stream.of(LEDGER, NOT_SECRETS).filter(files::exists).forEach(paths::add);
    List.of(RULES, SITES, "templates").forEach(folder -> paths.addAll(paths(folder)));
    return paths;
  }

  /** The path of every file that a command reads, in order. */
  public SortedSet<String> textPaths() {
    SortedSet<String> paths = new TreeSet<>(withSchema());
    paths.addAll(
        files.in(TemplateFiles.FRAGMENTS, Integer.MAX_VALUE, name -> name.endsWith(".txt")));
    return paths;
  }

  /** The paths of all rule files, those that cannot be read among them. */
  public List<String> rulePaths() {
    return paths(RULES);
  }

  /** Whether there is any rule file, be it one that cannot be read. */
  public boolean hasRuleFiles() {
    return files.hasAny(RULES, RuleRepository::isRuleFile);
  }

  private List<String> paths(String folder) {
    return files.in(folder, Integer.MAX_VALUE, RuleRepository::isRuleFile);
  }

  private static boolean isRuleFile(String name) {
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && !name.startsWith(".");
  }

  private String text(String path) {
    return files.text(path);
  }

  private static InvalidFileException failure(String where, String what, String hint) {
    return new InvalidFileException(List.of(new Problem(where, what, hint)));
  }

  /**
   * The path for a rule that has no file yet: {@code rules/<scope>/<slug>.yaml}, not one of {@code
   * taken}, in one of {@code folders}.
   */
  public static String pathFor(Rule rule, Set<String> taken, RuleFolders folders) {
    return RulePath.of(rule, taken, folders);
  }

  /**
   * The ids of rules that {@code text} gives itself, in lower case: that of a rule file. Also for a
   * text that is none any more.
   */
  public static Set<String> idsIn(String text) {
    return ID_LINE
        .matcher(text)
        .results()
        .map(match -> match.group(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
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
   * Where the file came from another site, the ids of {@code rule} become those of the file, and a
   * project that it names by its key stays so.
   *
   * @throws InvalidFileException if ids of {@code rule} have none there
   */
  public static String text(Rule rule, RuleFile file) {
    RuleFileSource origin = file.origin();
    Rule written = file.written(rule);
    return Yaml.rewrite(
        file.path(), file.text(), origin.families().fold(origin.fields(), written.fields()));
  }
}
