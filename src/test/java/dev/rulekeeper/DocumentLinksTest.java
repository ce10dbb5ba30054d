package dev.rulekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every link of every document leads somewhere, and every page is reached from the README. */
final class DocumentLinksTest {
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|href)=\"([^\"]+)\"");
  private static final Pattern ELSEWHERE = Pattern.compile("^(https?:|mailto:).*");

  @Test
  void every_link_within_the_documents_leads_to_a_file_and_to_a_heading() throws IOException {
    List<String> links = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (Path document : Documents.all()) {
      for (String target : links(document)) {
        links.add(target);
        if (!leadsSomewhere(document, target)) {
          broken.add(document + ": " + target);
        }
      }
    }
    assertThat(links).hasSizeGreaterThan(20);
    assertThat(broken).isEmpty();
  }

  @Test
  void every_page_can_be_reached_from_the_readme() throws IOException {
    Set<Path> reached = new HashSet<>();
    follow(Path.of("README.md"), reached);
    assertThat(reached).containsAll(Documents.pages());
  }

  @Test
  void every_page_but_the_single_decisions_is_in_the_navigation_of_the_site() throws IOException {
    String site = Files.readString(Path.of("mkdocs.yml"));
    assertThat(Documents.pages())
        .map(page -> Path.of("docs").relativize(page).toString())
        .filteredOn(page -> !page.matches("adr/\\d.*"))
        .allSatisfy(page -> assertThat(site).contains(": " + page + "\n"));
  }

  private static void follow(Path document, Set<Path> reached) throws IOException {
    if (!document.toString().endsWith(".md") || !reached.add(document)) {
      return;
    }
    for (String target : links(document)) {
      Path file = file(document, target);
      if (Files.isDirectory(file)) {
        Documents.pages().stream().filter(page -> page.startsWith(file)).forEach(reached::add);
      } else if (Files.isRegularFile(file)) {
        follow(file, reached);
      }
    }
  }

  /** The targets of links to other places of this project. */
  private static List<String> links(Path document) throws IOException {
    List<String> targets = new ArrayList<>();
    Matcher link = LINK.matcher(Documents.prose(document));
    while (link.find()) {
      String target = link.group(1) == null ? link.group(2) : link.group(1);
      if (!ELSEWHERE.matcher(target).matches()) {
        targets.add(target);
      }
    }
    return targets;
  }

  private static Path file(Path document, String target) {
    String path = target.replaceFirst("#.*", "");
    return path.isEmpty() ? document : document.resolveSibling(path).normalize();
  }

  private static boolean leadsSomewhere(Path document, String target) throws IOException {
    Path file = file(document, target);
    // Links to pages of GitHub itself begin above the project.
    if (target.startsWith("../blob/")) {
      return Files.exists(Path.of(target.replaceFirst("../blob/main/", "")));
    }
    if (!Files.exists(file)) {
      return false;
    }
    int anchor = target.indexOf('#');
    return anchor < 0 || anchors(file).contains(target.substring(anchor + 1));
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(Path document) throws IOException {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : Documents.prose(document).lines().toList()) {
      if (line.matches("#{1,6} .*")) {
        String slug =
            line.replaceFirst("#+ ", "")
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        int times = seen.merge(slug, 1, Integer::sum);
        anchors.add(times == 1 ? slug : slug + "-" + (times - 1));
      }
    }
    return anchors;
  }
}
