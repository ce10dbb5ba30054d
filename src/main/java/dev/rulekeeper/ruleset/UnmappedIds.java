package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.ids.IdKind;
import dev.rulekeeper.ids.SiteMapping;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ids of rule files that have none on a site, each with the places that need it. */
final class UnmappedIds {
  private static final int MOST_PLACES = 4;

  /**
   * One of them.
   *
   * @param lacking the mapping that should have it
   */
  record Id(IdKind kind, String id, SiteMapping lacking) {
    /** For a list: {@code project 10336}. */
    @Override
    public String toString() {
      return kind.one() + " " + id;
    }
  }

  private record At(RuleFile file, JsonPointer pointer) {
    String where() {
      return file.where(pointer);
    }
  }

  private final Map<Id, List<At>> places = new LinkedHashMap<>();

  /**
   * Notes that {@code lacking} has no id for {@code id}, which stands in {@code file} at {@code
   * at}.
   */
  void add(IdKind kind, String id, SiteMapping lacking, RuleFile file, JsonPointer at) {
    places
        .computeIfAbsent(new Id(kind, id, lacking), key -> new ArrayList<>())
        .add(new At(file, at));
  }

  /** The ids in the order of the files. */
  List<Id> ids() {
    return List.copyOf(places.keySet());
  }

  /** The first place in a rule file that needs {@code id}. */
  String firstPlace(Id id) {
    return places.getOrDefault(id, List.of()).stream().map(At::where).findFirst().orElse("");
  }

  /** A problem for each, with the place in a rule file and the one in the mapping. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    places.forEach(
        (id, at) ->
            problems.add(
                new Problem(
                    at.get(0).where(),
                    id + " has no id on the other site" + others(at),
                    (id.lacking().mentions(id.kind(), id.id())
                            ? "Fill in the " + SiteMapping.TODO + " in "
                            : "Add it to ")
                        + id.lacking().path()
                        + " under "
                        + id.kind().key())));
    return problems;
  }

  private static String others(List<At> places) {
    List<String> others =
        places.stream().skip(1).limit(MOST_PLACES).map(At::where).distinct().toList();
    return others.isEmpty()
        ? ""
        : " (also at "
            + String.join(", ", others)
            + (places.size() > MOST_PLACES + 1 ? " …" : "")
            + ")";
  }
}
