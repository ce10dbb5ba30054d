package dev.rulekeeper.secret.map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.SecretException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads secret maps from text and environment, and writes them (design section 4). */
public final class SecretSources {
  private static final String MAP_VARIABLE = "RULEKEEPER_SECRETS";
  private static final String VALUE_VARIABLE = "RULEKEEPER_SECRET_";

  private static final Pattern DOTENV_LINE = Pattern.compile("\\A\\s*+(?:export\\s++)?[\\w.@-]++=");

  /** The forms of a secret map as text. */
  public enum Format {
    /** {@code name=value}, a line each. */
    DOTENV,
    /** A mapping of names to double-quoted texts. */
    YAML,
    /** An object of names and strings. */
    JSON;

    /** The form that a file of this name has: by its extension, dotenv where it has another one. */
    public static Format ofFile(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.endsWith(".json")) {
        return JSON;
      }
      return lower.endsWith(".yaml") || lower.endsWith(".yml") ? YAML : DOTENV;
    }

    /** The form that {@code text} has, judged by its first line that says anything. */
    static Format ofText(String text) {
      String line = text.lines().filter(Format::saysSomething).findFirst().orElse("");
      if (line.stripLeading().startsWith("{")) {
        return JSON;
      }
      return DOTENV_LINE.matcher(line).lookingAt() ? DOTENV : YAML;
    }

    private static boolean saysSomething(String line) {
      return !line.isBlank() && !line.stripLeading().startsWith("#") && !line.equals("---");
    }
  }

  private SecretSources() {}

  /**
   * The map that {@code file} text, {@code RULEKEEPER_SECRETS} and {@code RULEKEEPER_SECRET_<NAME>}
   * give together, later ones winning. A blank text, and a blank {@code RULEKEEPER_SECRETS}, is an
   * empty map: CI systems give that for a secret which a run may not see.
   *
   * @param file the text of {@code --secrets-file}, where given: dotenv, YAML or JSON
   * @param environment the environment variables
   * @param names the names that ledger and rule files hold; variables of the last kind are looked
   *     up for these, and for the names in the maps
   * @param yaml parses a YAML mapping with every scalar as a string, as written
   * @throws SecretException if a text is no such map, or a value is empty; says the line and the
   *     name, never a value, nor a name that could be part of one
   */
  public static SecretMap read(
      Optional<String> file,
      Map<String, String> environment,
      Collection<SecretName> names,
      Function<String, JsonNode> yaml) {
    return read(file, environment, SecretDemand.of(names), yaml);
  }

  /**
   * As {@link #read(Optional, Map, Collection, Function)}, for one site: an entry {@code
   * token@site} goes before {@code token}, {@code RULEKEEPER_SECRETS_<SITE>} before {@code
   * RULEKEEPER_SECRETS}, and {@code RULEKEEPER_SECRET_<NAME>_AT_<SITE>} before {@code
   * RULEKEEPER_SECRET_<NAME>}. In a variable the site is in upper case, with {@code -} and {@code
   * .} as {@code _}. The map knows what the sources hold for other sites to be for elsewhere.
   */
  public static SecretMap read(
      Optional<String> file,
      Map<String, String> environment,
      SecretDemand demand,
      Function<String, JsonNode> yaml) {
    Optional<SiteName> site = demand.site();
    List<SecretEntries> sources = new ArrayList<>();
    sources.add(parse("--secrets-file", file.orElse(""), site, yaml));
    sources.add(parse(MAP_VARIABLE, environment.getOrDefault(MAP_VARIABLE, ""), site, yaml));
    site.ifPresent(name -> sources.add(parseOf(name, environment, yaml)));
    Map<SecretValue, SecretName> all = new LinkedHashMap<>();
    SecretMap map = SecretMap.of(Map.of());
    for (SecretEntries source : sources) {
      map = map.with(source.map());
      all.putAll(source.all());
    }
    for (SiteName other : demand.others()) {
      all.putAll(parseOf(other, environment, yaml).all());
    }
    var known = new TreeSet<>(demand.names());
    known.addAll(map.names());
    known.addAll(all.values());
    for (SiteName other : demand.others()) {
      all.putAll(variables(environment, known, at(other)).byValue());
    }
    SecretMap plain = variables(environment, known, "");
    all.putAll(plain.byValue());
    map = map.with(plain);
    if (site.isPresent()) {
      map = map.with(variables(environment, known, at(site.get())));
    }
    all.keySet().removeAll(map.byValue().keySet());
    return map.knowing(all);
  }

  private static SecretEntries parseOf(
      SiteName site, Map<String, String> environment, Function<String, JsonNode> yaml) {
    String variable = MAP_VARIABLE + "_" + upper(site.value());
    return parse(variable, environment.getOrDefault(variable, ""), Optional.of(site), yaml);
  }

  private static String at(SiteName site) {
    return "_AT_" + upper(site.value());
  }

  private static SecretEntries parse(
      String source, String text, Optional<SiteName> site, Function<String, JsonNode> yaml) {
    var entries = new SecretEntries(source, site);
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (body.lines().anyMatch(Format::saysSomething)) {
      switch (Format.ofText(body)) {
        case DOTENV -> Dotenv.read(body, entries);
        case JSON -> JsonMap.read(body, entries);
        case YAML -> readYaml(body, entries, yaml);
      }
    }
    return entries;
  }

  private static void readYaml(
      String text, SecretEntries entries, Function<String, JsonNode> yaml) {
    JsonNode tree;
    try {
      tree = yaml.apply(text);
    } catch (RuntimeException e) {
      // Not even as a cause: YAML libraries quote the line in their messages.
      throw entries.problem(
          "this is not a secret map",
          "write NAME=value lines, or a YAML or JSON map without duplicates");
    }
    if (tree.isNull() || tree.isMissingNode()) {
      return;
    }
    if (!tree.isObject()) {
      throw entries.problem("this is not a secret map", "write NAME=value lines, or a map");
    }
    int number = 0;
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      number++;
      SecretEntries.Key name = entries.name("entry " + number, entry.getKey());
      if (!entry.getValue().isValueNode()) {
        throw entries.problem(name + " holds more than one value", "write one text for each name");
      }
      entries.add("entry " + number, name, entry.getValue().asText());
    }
  }

  private static SecretMap variables(
      Map<String, String> environment, Collection<SecretName> names, String suffix) {
    var owners = new HashMap<String, SecretName>();
    var values = new TreeMap<SecretName, SecretValue>();
    for (SecretName name : names) {
      String variable = variable(name) + suffix;
      String text = environment.get(variable);
      SecretName other = owners.putIfAbsent(variable, name);
      if (text != null) {
        var entries = new SecretEntries(variable, Optional.empty());
        if (other != null) {
          throw entries.problem(
              "it could be " + other + " or " + name, "give both by --secrets-file, or rename one");
        }
        entries.add("the variable", entries.name("the variable", name.value()), text);
        values.put(name, SecretValue.of(text));
      }
    }
    return SecretMap.of(values);
  }

  /** The environment variable that gives {@code name} a value: {@code RULEKEEPER_SECRET_…}. */
  public static String variable(SecretName name) {
    return VALUE_VARIABLE + upper(name.value());
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  /** {@code map} as text; {@link #read} gives the same map back. For a file of mode 0600 only. */
  public static String write(SecretMap map, Format format) {
    return switch (format) {
      case DOTENV -> Dotenv.write(map);
      case YAML -> JsonMap.writeYaml(map);
      case JSON -> JsonMap.write(map);
    };
  }
}
