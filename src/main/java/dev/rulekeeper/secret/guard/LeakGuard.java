package dev.rulekeeper.secret.guard;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.search.KnownValues;
import dev.rulekeeper.secret.search.ValueSearch;
import dev.rulekeeper.secret.search.ValueSearch.Hit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Searches the exact bytes that are about to be committed for every known value in every encoding.
 * Values shorter than six characters are not searched for: they occur in ordinary words, so that a
 * guard on them would stop every commit; they are replaced by position only.
 */
public final class LeakGuard {
  private static final Pattern INDENT = Pattern.compile("\n[ \t]+");

  private final ValueSearch<SecretName> values;
  private final ValueSearch<SecretName> dedented;

  /** A value that stands where it must not: its name, and {@code where} as {@code path:line}. */
  public record Leak(SecretName name, String where) {}

  private LeakGuard(ValueSearch<SecretName> values, ValueSearch<SecretName> dedented) {
    this.values = values;
    this.dedented = dedented;
  }

  /** Guards against the values of {@code map}. */
  public static LeakGuard of(SecretMap map) {
    Map<String, SecretName> owners = KnownValues.guarded(map);
    var severalLines = new LinkedHashMap<String, SecretName>();
    owners.forEach(
        (value, name) -> {
          if (value.strip().indexOf('\n') >= 0) {
            severalLines.putIfAbsent(dedent(value.strip()), name);
          }
        });
    return new LeakGuard(
        ValueSearch.of(owners, LeakGuard::bytes), ValueSearch.of(severalLines, LeakGuard::bytes));
  }

  /** Where {@code files} would hold known values. */
  public List<Leak> search(FileChanges files) {
    List<Leak> leaks = new ArrayList<>();
    files.paths().forEach(path -> leaks.addAll(search(path, files.content(path))));
    return leaks;
  }

  private List<Leak> search(String path, Optional<byte[]> content) {
    return search(path, content.orElse(new byte[0]));
  }

  /**
   * The leaks in {@code content}; {@code path} (itself searched too) says what it is. In {@code
   * where} a value that the path holds is replaced.
   */
  public List<Leak> search(String path, byte[] content) {
    String pathBytes = bytes(path);
    List<Hit<SecretName>> inPath = values.findOutsideTags(pathBytes);
    String shown = text(ValueSearch.mask(pathBytes, inPath, name -> "<<secret:" + name + ">>"));
    Set<Leak> leaks = new LinkedHashSet<>();
    inPath.forEach(hit -> leaks.add(new Leak(hit.owner(), shown)));
    String bytes = new String(content, StandardCharsets.ISO_8859_1);
    addLeaks(values, bytes, shown, leaks);
    // A value of several lines stands indented in a literal block.
    if (!dedented.isEmpty()) {
      addLeaks(dedented, dedent(bytes), shown, leaks);
    }
    return new ArrayList<>(leaks);
  }

  private static void addLeaks(
      ValueSearch<SecretName> search, String bytes, String shown, Set<Leak> leaks) {
    int line = 1;
    int counted = 0;
    for (Hit<SecretName> hit : search.findOutsideTags(bytes)) {
      for (; counted < hit.start(); counted++) {
        line += bytes.charAt(counted) == '\n' ? 1 : 0;
      }
      leaks.add(new Leak(hit.owner(), shown + ":" + line));
    }
  }

  private static String dedent(String text) {
    return INDENT.matcher(text).replaceAll("\n");
  }

  /** The UTF-8 bytes of {@code text}, each as one character: what is searched are exact bytes. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
