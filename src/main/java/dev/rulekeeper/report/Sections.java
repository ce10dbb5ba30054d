package dev.rulekeeper.report;

import dev.rulekeeper.rule.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sections of a text that may have so many characters and no more: where there is no room, those of
 * the highest rank are shortened and left out, from the end, and it is said how many.
 */
final class Sections {
  private static final int FOR_THE_NOTE = 200;
  private final int most;
  private final List<Section> sections = new ArrayList<>();

  /**
   * One section.
   *
   * @param forms the longest first
   */
  private record Section(int position, int rank, List<String> forms) {
    String shortest() {
      return forms.get(forms.size() - 1);
    }
  }

  Sections(int most) {
    this.most = most;
  }

  /**
   * Adds a section: the higher its rank, the sooner it is left out.
   *
   * @param forms the full one, then shorter ones for where there is no room for that
   */
  void add(int rank, String... forms) {
    sections.add(new Section(sections.size(), rank, List.of(forms)));
  }

  /** Adds a folded list, of which as many items are shown as there is room for. */
  void addFolded(int rank, String summary, List<String> items) {
    List<String> forms = new ArrayList<>();
    for (int shown = items.size(); shown > 0; shown = shown * 3 / 4) {
      forms.add(folded(summary, items, shown));
    }
    forms.add("");
    sections.add(new Section(sections.size(), rank, forms));
  }

  private static String folded(String summary, List<String> items, int shown) {
    return "\n<details><summary>"
        + summary
        + "</summary>\n\n"
        + String.join("", items.subList(0, shown))
        + (shown == items.size() ? "" : "- … and " + (items.size() - shown) + " more\n")
        + "\n</details>\n";
  }

  /** All that there is room for, in the order in which it was added. */
  String text() {
    String[] chosen = new String[sections.size()];
    List<Section> byRank = sections.stream().sorted(Comparator.comparing(Section::rank)).toList();
    int left = most - FOR_THE_NOTE;
    int missing = 0;
    // The short forms come first, so that no diff takes the room of another change.
    for (Section section : byRank) {
      boolean fits = section.shortest().length() <= left;
      chosen[section.position()] = fits ? section.shortest() : "";
      left -= chosen[section.position()].length();
      missing += fits ? 0 : 1;
    }
    for (Section section : byRank) {
      String now = chosen[section.position()];
      int room = left + now.length();
      String best =
          now.isEmpty() && !section.shortest().isEmpty()
              ? now
              : section.forms().stream().filter(f -> f.length() <= room).findFirst().orElse(now);
      left -= best.length() - now.length();
      chosen[section.position()] = best;
    }
    return String.join("", chosen) + note(missing);
  }

  private static String note(int missing) {
    return missing == 0
        ? ""
        : "\n… and "
            + Count.of(missing, "more line")
            + " for which there is no room here: `rulekeeper plan -v` shows all.\n";
  }
}
