package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.ids.IdKind;
import dev.rulekeeper.ids.IdTranslator;
import dev.rulekeeper.ids.SiteMapping;
import dev.rulekeeper.ids.SiteTranslation;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which rule files belong to a site, and what they say with the ids of that site. Files hold the
 * ids of the site they came from: the origin of the repository, or the site whose mapping lists
 * them as its own.
 */
public final class RulesOfSite {
  private final Configuration configuration;
  private final Map<SiteName, SiteMapping> mappings;
  private final Configuration.Site site;
  private final SiteMapping mapping;
  private final ProjectKeys keys;

  /**
   * The rules of {@code site}.
   *
   * @param mappings of every site of the configuration
   * @param keys the keys of projects, as far as they are known
   */
  public RulesOfSite(
      Configuration configuration,
      Map<SiteName, SiteMapping> mappings,
      Configuration.Site site,
      ProjectKeys keys) {
    this.configuration = configuration;
    this.mappings = Map.copyOf(mappings);
    this.site = site;
    this.keys = keys;
    this.mapping = mappings.getOrDefault(site.name(), SiteMapping.none(site.name()));
  }

  /** The id that the file of the rule {@code id} of the site has, where there is or was one. */
  public String idInFile(RuleId id) {
    return mapping.origin(IdKind.RULES, id.toString()).orElse(id.toString());
  }

  /** The mapping of the site. */
  public SiteMapping mapping() {
    return mapping;
  }

  /**
   * Of {@code all} files those that belong to the site, with its ids.
   *
   * @throws InvalidFileException if ids have none on the site; lists them all, with both places
   */
  public List<RuleFile> files(List<RuleFile> all) {
    UnmappedIds missing = new UnmappedIds();
    List<RuleFile> files = new ArrayList<>();
    Map<RuleId, RuleFile> byId = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (RuleFile file : numbered(all)) {
      if (!belongs(file)) {
        continue;
      }
      RuleFile translated = translated(file, missing);
      RuleFile other = byId.putIfAbsent(translated.rule().id(), translated);
      if (other != null) {
        problems.add(
            new Problem(
                file.path(),
                "this rule and " + other.path() + " become one on the site " + site.name(),
                "give each its own id in " + mapping.path() + " under rules"));
      }
      files.add(translated);
    }
    problems.addAll(0, missing.problems());
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
    return List.copyOf(files);
  }

  /** {@code files} with the numbers of projects where they give their keys, which are known. */
  public List<RuleFile> numbered(List<RuleFile> files) {
    return files.stream()
        .map(
            file ->
                file.numbered(
                    scope -> origin(file.rule().id()).flatMap(name -> keys.numbered(name, scope))))
        .toList();
  }

  /** {@code filter} with the number of a project where it gives its key on this site. */
  public String numbered(String filter) {
    return keys.numbered(site.name(), filter.replaceFirst("^scope:", ""))
        .filter(number -> filter.startsWith("scope:"))
        .map(number -> "scope:" + number)
        .orElse(filter);
  }

  /** Whether the rule of {@code file} is one of the site's. */
  public boolean belongs(RuleFile file) {
    return belongs(file.rule().id(), () -> file);
  }

  /** The file is asked for only where the site selects its rules by more than their ids. */
  private boolean belongs(RuleId id, Supplier<RuleFile> file) {
    if (mapping.owns(id)) {
      return true;
    }
    return site.select().isEmpty()
        ? origin(id).equals(Optional.of(site.name())) || mapping.knows(id)
        : Selection.of(site.select().stream().map(this::numbered).toList()).has(file.get());
  }

  /** The id of the rule of {@code file} on the site, where it has one. */
  Optional<RuleId> idOf(RuleFile file) {
    RuleId id = file.rule().id();
    return origin(id).equals(Optional.of(site.name()))
        ? Optional.of(id)
        : mapping.target(IdKind.RULES, id.toString()).map(RuleId::of);
  }

  /** Whether the site takes the rule of {@code file} once its mapping names it. */
  boolean takes(RuleFile file) {
    return site.select().isEmpty() || belongs(file);
  }

  /** Whether a rule that is new on the site must be noted as the site's own to belong to it. */
  boolean isOwn(RuleId id, Supplier<RuleFile> exported) {
    return !isOrigin() || !belongs(id, exported);
  }

  /** What {@code file} needs and the site does not have, in the order of the file. */
  UnmappedIds missing(RuleFile file) {
    UnmappedIds missing = new UnmappedIds();
    translated(file, missing);
    return missing;
  }

  /**
   * Where {@code file} holds one of {@code numbers} that neither its place nor its form shows to be
   * an id: with both places.
   *
   * @param numbers with what they are on the site that the file came from
   */
  List<String> suspects(RuleFile file, Map<String, String> numbers) {
    List<String> suspects = new ArrayList<>();
    translation(file.rule().id())
        .there(
            file.rule(),
            new IdTranslator.Missing() {
              @Override
              public void add(IdKind kind, String id, JsonPointer at) {
                // What is missing is told elsewhere.
              }

              @Override
              public void left(String number, JsonPointer at) {
                if (numbers.containsKey(number)) {
                  suspects.add(
                      file.where(at)
                          + ": "
                          + number
                          + ", which is "
                          + numbers.get(number)
                          + " in "
                          + mapping.path());
                }
              }
            });
    return suspects;
  }

  private boolean isOrigin() {
    return configuration.origin().equals(Optional.of(site.name()));
  }

  private Optional<SiteName> origin(RuleId id) {
    for (SiteName name : configuration.sites().keySet()) {
      SiteMapping other = mappings.get(name);
      if (other != null && other.owns(id)) {
        return Optional.of(name);
      }
    }
    return configuration.origin();
  }

  private RuleFile translated(RuleFile file, UnmappedIds missing) {
    SiteTranslation translation = translation(file.rule().id());
    Optional<SiteMapping> from = foreign(file.rule().id());
    return file.translated(
        translation,
        translation.there(
            file.rule(),
            (kind, id, at) -> {
              Optional<String> hub =
                  from.isPresent() && kind != IdKind.RULES
                      ? from.get().origin(kind, id)
                      : Optional.of(id);
              SiteMapping lacking = hub.isPresent() ? mapping : from.orElse(mapping);
              missing.add(kind, hub.orElse(id), lacking, file, at);
            }));
  }

  /** The mapping of the site that the file came from, where that is not the origin of all. */
  private Optional<SiteMapping> foreign(RuleId id) {
    Optional<SiteName> origin = origin(id);
    return origin.filter(name -> !configuration.origin().equals(origin)).map(mappings::get);
  }

  private SiteTranslation translation(RuleId id) {
    Optional<SiteName> origin = origin(id);
    if (origin.equals(Optional.of(site.name()))) {
      return SiteTranslation.NONE;
    }
    Optional<SiteMapping> from = foreign(id);
    return SiteTranslation.of(
        site.name(),
        mapping.path(),
        (kind, text) -> there(kind, text, from),
        (kind, text) -> back(kind, text, from));
  }

  /** From the ids of the file over those of the origin to those of the site. */
  private Optional<String> there(IdKind kind, String id, Optional<SiteMapping> from) {
    if (kind == IdKind.RULES) {
      return mapping.target(kind, id);
    }
    Optional<String> hub = from.isPresent() ? from.get().origin(kind, id) : Optional.of(id);
    return isOrigin() ? hub : hub.flatMap(text -> mapping.target(kind, text));
  }

  private Optional<String> back(IdKind kind, String id, Optional<SiteMapping> to) {
    if (kind == IdKind.RULES) {
      return mapping.origin(kind, id);
    }
    Optional<String> hub = isOrigin() ? Optional.of(id) : mapping.origin(kind, id);
    return to.isPresent() ? hub.flatMap(text -> to.get().target(kind, text)) : hub;
  }
}
