package dev.rulekeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The documents of the project. */
public final class Documents {
  private Documents() {}

  /** All that people read: at the root, below {@code docs}, and GitHub's forms. */
  public static List<Path> all() throws IOException {
    List<Path> documents = new ArrayList<>(pages());
    documents.addAll(markdown(Path.of(".github"), 2));
    documents.addAll(markdown(Path.of(""), 1));
    return documents;
  }

  /** The pages below {@code docs}. */
  public static List<Path> pages() throws IOException {
    return markdown(Path.of("docs"), 9);
  }

  private static List<Path> markdown(Path folder, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  /** A document without its blocks of code. */
  public static String prose(Path document) throws IOException {
    StringBuilder prose = new StringBuilder();
    boolean code = false;
    for (String line : Files.readAllLines(document)) {
      if (line.strip().startsWith("```")) {
        code = !code;
      } else if (!code) {
        prose.append(line).append('\n');
      }
    }
    return prose.toString();
  }

  /** The blocks of code in a language, such as {@code sh}. */
  public static List<String> blocks(Path document, String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    boolean inside = false;
    for (String line : Files.readAllLines(document)) {
      if (inside && line.strip().equals("```")) {
        blocks.add(block.toString());
        inside = false;
      } else if (inside) {
        block.append(line).append('\n');
      } else if (line.strip().equals("```" + language)) {
        block.setLength(0);
        inside = true;
      }
    }
    return blocks;
  }
}
