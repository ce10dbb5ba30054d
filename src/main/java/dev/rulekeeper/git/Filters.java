package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;
import org.eclipse.jgit.lib.Repository;

/**
 * The filters of {@code .gitattributes}, such as those of git-crypt, LFS or sops: they want another
 * text in a commit than in the file. A commit here holds the text of the file, and so do base and
 * journals, which no filter knows. So a file under a filter is refused.
 */
final class Filters {
  private static final String ATTRIBUTE = "filter";
  private static final String MACRO = "[attr]";
  private static final int LONGEST_LIST = 3;

  private final Repository repository;
  private final Map<Path, List<AttributesRule>> known = new HashMap<>();

  Filters(Repository repository) {
    this.repository = repository;
  }

  /**
   * Stops where one of {@code paths} is under a filter.
   *
   * @throws GitException names them
   */
  void refuse(Collection<String> paths) {
    List<String> filtered = new ArrayList<>();
    for (String path : paths) {
      filter(path).ifPresent(name -> filtered.add(path + " (filter=" + name + ")"));
    }
    if (!filtered.isEmpty()) {
      List<String> shown = filtered.subList(0, Math.min(LONGEST_LIST, filtered.size()));
      int more = filtered.size() - shown.size();
      throw new GitException(
          "a filter of .gitattributes wants another text in Git than in the file, for "
              + String.join(", ", shown)
              + (more > 0 ? " and " + more + " more" : "")
              + "; nothing was written",
          "rulekeeper keeps rules, without their secrets, as text in commits and in its own refs:"
              + " take rules and templates out of the filter");
    }
  }

  private Optional<String> filter(String path) {
    Set<String> macros = new HashSet<>();
    Optional<String> filter = Optional.empty();
    for (Place place : places(path)) {
      for (AttributesRule rule : rules(place.file())) {
        boolean macro = rule.getPattern().startsWith(MACRO);
        boolean wanted = macro || rule.isMatch(place.relative(), false);
        for (Attribute attribute : wanted ? rule.getAttributes() : List.<Attribute>of()) {
          boolean own = attribute.getKey().equals(ATTRIBUTE);
          if (macro && own && isOn(attribute)) {
            macros.add(rule.getPattern().substring(MACRO.length()).strip());
          } else if (!macro && own) {
            filter = isOn(attribute) ? Optional.of(name(attribute)) : Optional.empty();
          } else if (!macro && macros.contains(attribute.getKey()) && isOn(attribute)) {
            filter = Optional.of(attribute.getKey());
          }
        }
      }
    }
    return filter;
  }

  private static boolean isOn(Attribute attribute) {
    return attribute.getState() == Attribute.State.CUSTOM
        || attribute.getState() == Attribute.State.SET;
  }

  private static String name(Attribute attribute) {
    return Objects.requireNonNullElse(attribute.getValue(), attribute.getKey());
  }

  private record Place(Path file, String relative) {}

  /** The files that may say something of {@code path}, those that go before last. */
  private List<Place> places(String path) {
    Path root = repository.getWorkTree().toPath();
    List<Place> places = new ArrayList<>();
    places.add(new Place(root.resolve(".gitattributes"), path));
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      places.add(
          new Place(
              root.resolve(path.substring(0, slash)).resolve(".gitattributes"),
              path.substring(slash + 1)));
    }
    places.add(
        new Place(repository.getCommonDirectory().toPath().resolve("info/attributes"), path));
    return places;
  }

  private List<AttributesRule> rules(Path file) {
    return known.computeIfAbsent(file, Filters::read);
  }

  private static List<AttributesRule> read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return List.of();
      }
      AttributesNode node = new AttributesNode();
      try (var in = Files.newInputStream(file)) {
        node.parse(in);
      }
      return List.copyOf(node.getRules());
    } catch (IOException e) {
      throw GitFailures.of("cannot read " + file, e);
    }
  }
}
