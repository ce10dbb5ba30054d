package dev.rulekeeper.placeholder;

import dev.rulekeeper.json.CommonRuns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the holes of a template again in a text that was edited: aligns the words of both, takes
 * the stretches that are surely the same for fixed, and unifies the holes between two of them with
 * what stands there now.
 */
final class EditedTextAlignment {
  /** Shorter stretches in common may be chance, unless they begin or end both texts. */
  private static final int SURE = 4;

  /** A value that stands before one of these does not hold it, or it could not be read back. */
  private static final List<String> DELIMITERS = List.of("\"", "\\\"", "\\n", "&", "\n", "\r");

  /** What a site shows in the place of a value that it hides. */
  private static final String MASK = "***";

  private final List<Part> words;
  private final List<String> liveWords;
  private final List<Part> adapted = new ArrayList<>();
  private final Map<Tag, String> values = new HashMap<>();
  private boolean contradiction;

  private EditedTextAlignment(PlaceholderText template, String live) {
    this.words = words(template.parts());
    this.liveWords = words(live);
  }

  /** As {@link PlaceholderText#adapt}. */
  static Optional<PlaceholderText> of(PlaceholderText template, String live) {
    if (template.tags().isEmpty()) {
      return Optional.empty();
    }
    if (live.equals(MASK)) {
      return Optional.of(template);
    }
    Optional<Map<Tag, String>> whole = template.unify(live);
    if (whole.isPresent() && isClean(template.parts(), whole.get())) {
      return Optional.of(template);
    }
    Optional<PlaceholderText> adapted = new EditedTextAlignment(template, live).adapt();
    return adapted.isPresent() || whole.isEmpty() ? adapted : Optional.of(template);
  }

  /** Whether no hole swallowed the delimiter after it, as it does when something is inserted. */
  private static boolean isClean(List<Part> parts, Map<Tag, String> values) {
    for (int i = 0; i + 1 < parts.size(); i++) {
      if (parts.get(i) instanceof Part.Hole hole
          && parts.get(i + 1) instanceof Part.Text next
          && delimiter(next.text()).filter(value(values, hole)::contains).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private static String value(Map<Tag, String> values, Part.Hole hole) {
    return values.getOrDefault(hole.tag(), "");
  }

  private static Optional<String> delimiter(String text) {
    return DELIMITERS.stream().filter(text::startsWith).findFirst();
  }

  private Optional<PlaceholderText> adapt() {
    var numbers = new HashMap<Object, Integer>();
    int[] left = CommonRuns.numbers(words, numbers);
    // A tag that stands twice is two items, and neither equals a word of the text.
    for (int i = 0; i < left.length; i++) {
      left[i] = words.get(i) instanceof Part.Text ? left[i] : -1 - i;
    }
    var texts = new ArrayList<Part>();
    liveWords.forEach(word -> texts.add(new Part.Text(word)));
    int[] right = CommonRuns.numbers(texts, numbers);
    int leftEnd = 0;
    int rightEnd = 0;
    for (CommonRuns.Run run : CommonRuns.of(left, right)) {
      if (isSure(run)) {
        chunk(words.subList(leftEnd, run.left()), text(rightEnd, run.right()), run.left());
        adapted.add(new Part.Text(text(run.right(), run.right() + run.length())));
        leftEnd = run.left() + run.length();
        rightEnd = run.right() + run.length();
      }
    }
    chunk(words.subList(leftEnd, words.size()), text(rightEnd, liveWords.size()), words.size());
    PlaceholderText result = PlaceholderText.of(adapted);
    return contradiction || result.tags().isEmpty() ? Optional.empty() : Optional.of(result);
  }

  private boolean isSure(CommonRuns.Run run) {
    boolean first = run.left() == 0 && run.right() == 0;
    boolean last =
        run.left() + run.length() == words.size() && run.right() + run.length() == liveWords.size();
    return first || last || text(run.right(), run.right() + run.length()).length() >= SURE;
  }

  /** Words between two sure stretches, what stands there now, and the index of the word after. */
  private void chunk(List<Part> chunk, String live, int next) {
    List<Part> parts = PlaceholderText.of(chunk).parts();
    if (!parts.isEmpty() && !(parts.get(0) instanceof Part.Text)) {
      int count = parts.size();
      while (parts.get(count - 1) instanceof Part.Text) {
        count--;
      }
      List<Part> holes = parts.subList(0, count);
      boolean edited = count < parts.size();
      String following =
          edited ? ((Part.Text) parts.get(count)).text() : textFrom(next, DELIMITERS.get(1));
      int end = end(holes.get(count - 1), following, edited, live);
      if (end >= 0 && keep(holes, live.substring(0, end))) {
        adapted.add(new Part.Text(live.substring(end)));
        return;
      }
    }
    adapted.add(new Part.Text(live));
  }

  /** Keeps {@code holes} where they can be read from {@code live}, an edited encoded text too. */
  private boolean keep(List<Part> holes, String live) {
    if (live.equals(MASK)) {
      adapted.addAll(holes);
      return true;
    }
    List<Part> kept = holes;
    Optional<Map<Tag, String>> found = Unification.of(holes, live, false);
    if (found.isEmpty() && holes.size() == 1 && holes.get(0) instanceof Part.Encoded encoded) {
      kept =
          encoded
              .encoding()
              .decode(live)
              .flatMap(PlaceholderText.of(encoded.parts())::adapt)
              .<List<Part>>map(
                  inside -> List.of(new Part.Encoded(encoded.encoding(), inside.parts())))
              .orElse(List.of());
      found = Unification.of(kept, live, false);
    }
    found.ifPresent(read -> read.forEach(this::note));
    adapted.addAll(found.isPresent() ? kept : List.of());
    return found.isPresent();
  }

  /** Where in {@code live} the holes before {@code following} end; -1 where that is not certain. */
  private static int end(Part last, String following, boolean edited, String live) {
    if (live.startsWith(MASK)) {
      return MASK.length();
    }
    int end = -1;
    if (last instanceof Part.Encoded encoded && encoded.encoding() != Encoding.JSON) {
      end = 0;
      while (end < live.length() && encoded.encoding().allows(live.charAt(end))) {
        end++;
      }
      end = end == live.length() ? -1 : end;
    } else {
      end = delimiter(following).map(live::indexOf).orElse(-1);
    }
    return end < 0 && !edited ? live.length() : end;
  }

  private void note(Tag tag, String value) {
    String before = value.equals(MASK) ? value : values.putIfAbsent(tag, value);
    contradiction |= before != null && !before.equals(value);
  }

  private String text(int from, int to) {
    return String.join("", liveWords.subList(from, to));
  }

  /** The text of the template from word {@code from}, long enough to tell a delimiter. */
  private String textFrom(int from, String longest) {
    var text = new StringBuilder();
    for (int i = from; i < words.size() && text.length() < longest.length(); i++) {
      if (!(words.get(i) instanceof Part.Text word)) {
        break;
      }
      text.append(word.text());
    }
    return text.toString();
  }

  private static List<Part> words(List<Part> parts) {
    var words = new ArrayList<Part>();
    for (Part part : parts) {
      if (part instanceof Part.Text text) {
        words(text.text()).forEach(word -> words.add(new Part.Text(word)));
      } else {
        words.add(part);
      }
    }
    return words;
  }

  /** Runs of letters and digits; every other character alone. */
  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    int start = 0;
    for (int i = 1; i <= text.length(); i++) {
      if (i == text.length()
          || !Character.isLetterOrDigit(text.charAt(i))
          || !Character.isLetterOrDigit(text.charAt(i - 1))) {
        words.add(text.substring(start, i));
        start = i;
      }
    }
    return words;
  }
}
