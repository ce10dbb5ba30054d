package dev.rulekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every regular expression of the program is held in a constant, takes time that grows with the
 * text and no faster, and no stack that grows with the text. Time is the number of characters it
 * asks for. The hostile texts repeat what the expression itself is made of.
 */
class RegularExpressionsTest {
  private static final int LENGTH = 1_500;

  /** Long enough for a small stack to overflow where each repetition takes a part of it. */
  private static final int DEEP = 4_000;

  /** Of a doubled text at most so many times the steps. */
  private static final double GROWTH = 2.5;

  /** So many steps a character are allowed however they grow: a bounded look around. */
  private static final int STEPS = 260;

  private static final long SMALL_STACK = 200_000;
  private static final String[] COMMON = {
    "a", "0", " ", "\n", "<", ">", "=", "/", ".", ":", "\"", "'", "%", "-", "_", "&", "{{", "}}",
    "@", "\\", "<<", "A", "a.", "a-", "a ", "0.", "a=", "a/", "é"
  };

  /** Made of a text that is known only when the program runs and is quoted; a table that is fed. */
  private static final Set<String> MADE_AT_RUN_TIME =
      Set.of(
          "Redactor.java",
          "SecretMapTemplate.java",
          "ValuesFromOptions.java",
          "SecretsVerifyCommand.java",
          "Selection.java",
          "TextGeneralization.java",
          "TokenFormats.java");

  private static final Pattern CALL =
      Pattern.compile(
          "\\.(matches|replaceAll|replaceFirst|split)\\(\\s*(\"(?:[^\"\\\\]|\\\\.)*+\")");

  private static final Pattern COMPILATION = Pattern.compile("Pattern\\s*\\.compile\\(");

  @Test
  void no_expression_takes_more_than_linear_time_or_a_growing_stack() throws Exception {
    Map<String, Pattern> patterns = patterns();
    assertThat(patterns).hasSizeGreaterThan(150);
    patterns.putAll(patternsInCalls());
    List<String> faults = new ArrayList<>();
    for (var entry : patterns.entrySet()) {
      var fault = new AtomicReference<>("");
      Thread small =
          new Thread(null, () -> fault.set(fault(entry.getValue())), "small stack", SMALL_STACK);
      small.start();
      small.join();
      if (!fault.get().isEmpty()) {
        faults.add(entry.getKey() + " " + entry.getValue() + " " + fault.get());
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void the_test_finds_a_slow_one_and_a_deep_one() {
    assertThat(fault(Pattern.compile("(a+)+b"))).contains("steps");
    assertThat(fault(Pattern.compile("x(?:[a-z]{1,20}-?){1,8}y"))).contains("steps");
    assertThat(fault(Pattern.compile(".*b"))).contains("steps");
    assertThat(fault(Pattern.compile("\\A(?:a|b)*"))).contains("stack");
    assertThat(fault(Pattern.compile("\\A(?:a|b)*+c"))).isEmpty();
  }

  @Test
  void every_expression_is_a_constant_or_among_those_that_are_fed_here() throws IOException {
    List<String> made = new ArrayList<>();
    for (Path source : sources()) {
      for (String statement : Files.readString(source).split(";")) {
        boolean constant = statement.contains("static final") || statement.contains("return new");
        if (COMPILATION.matcher(statement).find()
            && !constant
            && !MADE_AT_RUN_TIME.contains(source.getFileName().toString())) {
          made.add(source + ": " + statement.strip());
        }
      }
    }
    assertThat(made).isEmpty();
  }

  private static String fault(Pattern pattern) {
    for (String pump : pumps(pattern)) {
      try {
        long limit = (long) STEPS * LENGTH;
        long once = steps(pattern, pump, LENGTH, limit);
        if (once > limit && steps(pattern, pump, 2 * LENGTH, 4 * limit) > GROWTH * once) {
          return "takes " + once / LENGTH + " steps a character on <" + pump + ">";
        }
        if (pump.length() <= 2) {
          steps(pattern, pump, DEEP, limit);
        }
      } catch (StackOverflowError recursion) {
        return "overflows the stack on <" + pump + ">";
      } catch (TooManySteps tooMany) {
        return "takes too many steps on <" + pump + ">";
      }
    }
    return "";
  }

  /** The characters that finding everything, and matching the whole, ask for. */
  private static long steps(Pattern pattern, String pump, int length, long limit) {
    int start = pump.indexOf('\u0000') + 1;
    String repeated = pump.substring(start);
    String text =
        pump.substring(0, Math.max(0, start - 1))
            + repeated.repeat(length / repeated.length() + 1)
            + "\u0001";
    var counted = new CountedText(text, new long[] {0, 100 * limit});
    Matcher matcher = pattern.matcher(counted);
    while (matcher.find()) {
      // Every match counts.
    }
    pattern.matcher(counted).matches();
    return counted.count[0];
  }

  /** Pieces of the expression, alone, in pairs and behind one another, and common characters. */
  private static Set<String> pumps(Pattern pattern) {
    Set<String> pieces = new LinkedHashSet<>();
    for (String piece : pattern.pattern().split("[\\\\()\\[\\]{}?*+|^$.]+")) {
      if (!piece.isEmpty() && piece.length() < 20 && pieces.size() < 4) {
        pieces.add(piece);
      }
    }
    Set<String> pumps = new LinkedHashSet<>(List.of(COMMON));
    for (String piece : pieces) {
      pumps.add(piece);
      pieces.forEach(other -> pumps.add(piece + other));
      for (String common : List.of("a", " ", "0", "=", "/", "\"")) {
        pumps.add(piece + common);
        pumps.add(piece + '\u0000' + common);
      }
    }
    return pumps;
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @SuppressWarnings("ArrayRecordComponent") // One counter that all parts of a text share.
  private record CountedText(String text, long[] count, int from, int to) implements CharSequence {
    CountedText(String text, long[] count) {
      this(text, count, 0, text.length());
    }

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      if (++count[0] > count[1]) {
        throw new TooManySteps();
      }
      return text.charAt(from + index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new CountedText(text, count, from + start, from + end);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }

  /** The expressions that stand as a text in a call. */
  private static Map<String, Pattern> patternsInCalls() throws IOException {
    Map<String, Pattern> found = new TreeMap<>();
    for (Path source : sources()) {
      Matcher call = CALL.matcher(Files.readString(source));
      while (call.find()) {
        String literal = call.group(2);
        String expression = literal.substring(1, literal.length() - 1).translateEscapes();
        try {
          String whole = call.group(1).equals("matches") ? "\\A(?:" + expression + ")" : expression;
          found.put(source.getFileName() + " " + literal, Pattern.compile(whole));
        } catch (PatternSyntaxException replacement) {
          // The other text of a replacement.
          assertThat(replacement.getPattern()).isEqualTo("{uuid}");
        }
      }
    }
    return found;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** Every expression that a constant of the program holds, at any depth, by the class. */
  static Map<String, Pattern> patterns() throws ReflectiveOperationException {
    Map<String, Pattern> found = new TreeMap<>();
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ArchitectureTest.ROOT);
    for (JavaClass type : classes) {
      Class<?> loaded = type.reflect();
      for (Field field : loaded.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          String name = loaded.getSimpleName() + "." + field.getName();
          collect(name, field.get(null), found, new IdentityHashMap<>());
        }
      }
    }
    return found;
  }

  private static void collect(
      String name,
      @Nullable Object value,
      Map<String, Pattern> found,
      IdentityHashMap<Object, Boolean> seen)
      throws ReflectiveOperationException {
    if (value == null || seen.put(value, true) != null) {
      return;
    }
    if (value instanceof Pattern pattern) {
      found.put(name + "#" + found.size(), pattern);
    } else if (value instanceof Collection<?> all) {
      for (Object element : all) {
        collect(name, element, found, seen);
      }
    } else if (value instanceof Map<?, ?> map) {
      collect(name, map.values(), found, seen);
      collect(name, map.keySet(), found, seen);
    } else if (value.getClass().getName().startsWith(ArchitectureTest.ROOT)) {
      for (Field field : value.getClass().getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          collect(name, field.get(value), found, seen);
        }
      }
    }
  }
}
