package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RulesetException.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rule files belong to a site, and what they say with the ids of that site. Files hold the
 * ids of the site they came from: the origin of the repository, or the site whose mapping lists
 * them as its own.
 */
public final class SiteRules {
  private static final int MOST_PLACES = 3;
  private final Configuration configuration;
  private final Map<SiteName, SiteMapping> mappings;
  private final Configuration.Site site;
  private final SiteMapping mapping;

  /**
   * The rules of {@code site}.
   *
   * @param mappings of every site of the configuration
   */
  public SiteRules(
      Configuration configuration, Map<SiteName, SiteMapping> mappings, Configuration.Site site) {
    this.configuration = configuration;
    this.mappings = Map.copyOf(mappings);
    this.site = site;
    this.mapping = mappings.getOrDefault(site.name(), SiteMapping.none(site.name()));
  }

  /** The mapping of the site. */
  public SiteMapping mapping() {
    return mapping;
  }

  /**
   * Of {@code all} files those that belong to the site, with its ids.
   *
   * @throws RulesetException if ids have none on the site; lists them all, with both places
   */
  public List<RuleFile> files(List<RuleFile> all) {
    MissingIds missing = new MissingIds();
    List<RuleFile> files = new ArrayList<>();
    Map<RuleId, RuleFile> byId = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (RuleFile file : all) {
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
    problems.addAll(0, missing.problems(mapping));
    if (!problems.isEmpty()) {
      throw new RulesetException(problems);
    }
    return List.copyOf(files);
  }

  /** Whether the rule of {@code file} is one of the site's. */
  public boolean belongs(RuleFile file) {
    RuleId id = file.rule().id();
    if (mapping.owns(id)) {
      return true;
    }
    return site.select().isEmpty()
        ? origin(id).equals(Optional.of(site.name())) || mapping.knows(id)
        : Selection.of(site.select()).has(file);
  }

  /** Whether a rule that is new on the site must be noted as the site's own to belong to it. */
  public boolean isOwn(RuleFile exported) {
    return !isOrigin() || !belongs(exported);
  }

  /** What {@code file} needs and the site does not have, in the order of the file. */
  MissingIds missing(RuleFile file) {
    MissingIds missing = new MissingIds();
    translated(file, missing);
    return missing;
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

  private RuleFile translated(RuleFile file, MissingIds missing) {
    Translation translation = translation(file.rule().id());
    return file.translated(
        translation,
        translation.there(file.rule(), (kind, id, at) -> missing.add(kind, id, file, at)));
  }

  private Translation translation(RuleId id) {
    Optional<SiteName> origin = origin(id);
    if (origin.equals(Optional.of(site.name()))) {
      return Translation.NONE;
    }
    Optional<SiteMapping> from =
        origin.filter(o -> !configuration.origin().equals(origin)).map(mappings::get);
    return Translation.of(
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

  /** Ids without one on the site, each with the places that need it. */
  static final class MissingIds {
    private record Id(IdKind kind, String id) {}

    private record At(RuleFile file, JsonPointer pointer) {}

    private final Map<Id, List<At>> places = new LinkedHashMap<>();

    void add(IdKind kind, String id, RuleFile file, JsonPointer at) {
      places.computeIfAbsent(new Id(kind, id), key -> new ArrayList<>()).add(new At(file, at));
    }

    /** Calls {@code visitor} for each id. */
    void forEach(java.util.function.BiConsumer<IdKind, String> visitor) {
      places.keySet().forEach(id -> visitor.accept(id.kind(), id.id()));
    }

    private List<Problem> problems(SiteMapping mapping) {
      List<Problem> problems = new ArrayList<>();
      places.forEach(
          (id, at) -> {
            At first = at.get(0);
            String more =
                at.size() > 1
                    ? " (and "
                        + at.stream()
                            .skip(1)
                            .limit(MOST_PLACES)
                            .map(place -> place.file().where(place.pointer()))
                            .distinct()
                            .toList()
                        + (at.size() > MOST_PLACES + 1 ? " …" : "")
                        + ")"
                    : "";
            problems.add(
                new Problem(
                    first.file().where(first.pointer()),
                    id.kind().one() + " " + id.id() + " has no id there" + more,
                    (mapping.mentions(id.kind(), id.id())
                            ? "fill in the " + SiteMapping.TODO + " of "
                            : "add it to ")
                        + mapping.path()
                        + " under "
                        + id.kind().key()));
          });
      return problems;
    }
  }
}
