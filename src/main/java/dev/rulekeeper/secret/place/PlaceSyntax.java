package dev.rulekeeper.secret.place;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.placeholder.Part;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.secret.text.PlaceholderBlanking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The syntaxes in which the secrets of one text stand, and what that asks of their placeholders. A
 * value in a JSON string, say, has to be written with JSON escapes, whatever the value is today: so
 * its placeholder carries that encoding. Decided by what the rule does with the text ({@link
 * Place}), the content type beside it, and the text around the placeholder; pure.
 */
public final class PlaceSyntax {
  /** The user of {@code user:password}, and what may stand before it there. */
  private static final Pattern BASIC_USER = Pattern.compile("\\A[^:]*+:");

  private static final Pattern NO_USER_BEFORE = Pattern.compile("[^:{\\[<\"]*");

  private final Place place;
  private final PlaceholderText template;
  private final List<Standing> standings = new ArrayList<>();
  private final Map<Integer, List<TextSyntax>> around = new HashMap<>();
  private SyntaxScan.@Nullable Whole whole;

  /**
   * A secret where it stands.
   *
   * @param part the hole, or what the file makes of it before it meets {@code bare}
   * @param bare the syntaxes that the part stands in without their encoding, the outermost first
   * @param met the syntaxes whose encoding it has
   */
  private record Standing(Part part, List<TextSyntax> bare, List<TextSyntax> met) {}

  /**
   * A placeholder that lacks the encoding of its place.
   *
   * @param present how it is written
   * @param syntax what it stands in
   * @param wanted how it should be written
   */
  public record Bare(String present, TextSyntax syntax, String wanted) {}

  /** A value that its place cannot hold: the secret, the syntax, and whether an encoding helps. */
  public record Misfit(Set<Tag> secrets, TextSyntax syntax, boolean mendable) {}

  private PlaceSyntax(Place place, PlaceholderText template) {
    this.place = place;
    this.template = template;
    new Rewriting((part, syntax) -> true, false, standings)
        .rewrite(template.parts(), this::around, List.of());
  }

  /** The syntaxes of the secrets in {@code template}, the text of {@code place}. */
  public static PlaceSyntax of(Place place, PlaceholderText template) {
    return new PlaceSyntax(place, template);
  }

  /** The text is the same in every walk. */
  private List<TextSyntax> around(String text, int at) {
    SyntaxScan.Whole known = whole == null ? SyntaxScan.whole(place, text) : whole;
    whole = known;
    return around.computeIfAbsent(at, index -> SyntaxScan.of(place, known, text, index));
  }

  /**
   * The encodings of a stretch of the literal text of {@code place}, the outermost first: what
   * undone gives the value that its reader gets.
   */
  public static List<Encoding> encodings(Place place, int start, int end) {
    String masked = PlaceholderBlanking.blank(place.text());
    String text = masked.substring(0, start) + PlaceholderBlanking.TAG + masked.substring(end);
    return SyntaxScan.of(place, text, start).stream()
        .flatMap(syntax -> syntax.encoding().stream())
        .toList();
  }

  /**
   * The same text with the encoding of its place around each of the {@code chosen} secrets that
   * lacks it.
   */
  public PlaceholderText encoded(Predicate<Tag> chosen) {
    return rewritten((part, syntax) -> secrets(part).allMatch(chosen), true);
  }

  /**
   * The same text with the encoding around every secret that needs it; unlike {@link #encoded} it
   * leaves alone what may be a piece of an address with its encoding in it.
   */
  public PlaceholderText mended() {
    return rewritten((part, syntax) -> syntax.needsEncoding(), false);
  }

  private PlaceholderText rewritten(BiPredicate<Part, TextSyntax> wanted, boolean reordering) {
    return PlaceholderText.of(
        new Rewriting(wanted, reordering, new ArrayList<>())
            .rewrite(template.parts(), this::around, List.of()));
  }

  private static Stream<Tag> secrets(Part part) {
    return PlaceholderText.of(List.of(part)).tags().stream()
        .filter(tag -> tag.kind() == Tag.Kind.SECRET);
  }

  /** The secrets that lack the encoding of their place. */
  public List<Bare> bare() {
    var bare = new ArrayList<Bare>();
    for (Standing standing : standings) {
      standing.bare().stream()
          .filter(TextSyntax::needsEncoding)
          .reduce((outer, inner) -> inner)
          .ifPresent(
              syntax ->
                  bare.add(
                      new Bare(
                          source(standing.part()),
                          syntax,
                          source(
                              wrapped(
                                  standing.part(),
                                  standing.bare(),
                                  (part, each) -> each.needsEncoding())))));
    }
    return bare;
  }

  /** The places that cannot hold the value that {@code values} gives for their secret. */
  public List<Misfit> misfits(Function<Tag, Optional<String>> values) {
    var misfits = new ArrayList<Misfit>();
    for (Standing standing : standings) {
      PlaceholderText part = PlaceholderText.of(List.of(standing.part()));
      if (part.tags().stream().allMatch(tag -> values.apply(tag).isPresent())) {
        misfit(standing, part.render(values))
            .ifPresent(
                syntax ->
                    misfits.add(
                        new Misfit(
                            part.tags(),
                            syntax,
                            isMendable(standing, syntax, part.render(values)))));
      }
    }
    return misfits;
  }

  private static Optional<TextSyntax> misfit(Standing standing, String text) {
    return Stream.concat(
            standing.bare().stream().filter(syntax -> !syntax.holdsBare(text)),
            standing.met().stream().filter(syntax -> !syntax.holdsEncoded(text)))
        .findFirst();
  }

  private static boolean isMendable(Standing standing, TextSyntax syntax, String text) {
    return standing.bare().contains(syntax)
        && syntax.needsEncoding()
        && standing.bare().stream().allMatch(s -> s.holdsEncoded(text));
  }

  private static String source(Part part) {
    return PlaceholderText.of(List.of(part)).source();
  }

  /** {@code part} with the encodings of {@code syntaxes}, but for those that change nothing. */
  private static Part wrapped(
      Part part, List<TextSyntax> syntaxes, BiPredicate<Part, TextSyntax> wanted) {
    Part wrapped = part;
    for (int i = syntaxes.size() - 1; i >= 0; i--) {
      TextSyntax syntax = syntaxes.get(i);
      boolean plain =
          wrapped instanceof Part.Encoded inner && syntax.holdsOutputOf(inner.encoding());
      if (syntax.encoding().isPresent() && wanted.test(part, syntax) && !plain) {
        wrapped = new Part.Encoded(syntax.encoding().get(), List.of(wrapped));
      }
    }
    return wrapped;
  }

  /** Says which syntaxes stand around one character of a text, the outermost first. */
  private interface Scan {
    List<TextSyntax> at(String text, int index);
  }

  /**
   * One walk through the parts of a text.
   *
   * @param wanted which syntaxes get their encoding
   * @param reordering whether encodings of the place in another order than its are taken away, as
   *     where a value happened to be written the same in both
   * @param standings receives where the secrets stand
   */
  private record Rewriting(
      BiPredicate<Part, TextSyntax> wanted, boolean reordering, List<Standing> standings) {
    List<Part> rewrite(List<Part> parts, Scan scan, List<TextSyntax> met) {
      String skeleton = skeleton(parts);
      var rewritten = new ArrayList<Part>();
      int at = 0;
      for (Part part : parts) {
        if (part instanceof Part.Text text) {
          rewritten.add(text);
          at += text.text().length();
        } else {
          rewritten.add(
              secrets(part).findAny().isPresent()
                  ? rewrite(part, scan.at(skeleton, at), met)
                  : part);
          at++;
        }
      }
      return rewritten;
    }

    /** One character for each part that is no text, so that its place can be told. */
    private static String skeleton(List<Part> parts) {
      var skeleton = new StringBuilder();
      for (Part part : parts) {
        if (part instanceof Part.Text text) {
          skeleton.append(PlaceholderBlanking.blank(text.text()));
        } else {
          skeleton.append(PlaceholderBlanking.TAG);
        }
      }
      return skeleton.toString();
    }

    private Part rewrite(Part part, List<TextSyntax> around, List<TextSyntax> met) {
      if (!(part instanceof Part.Encoded encoded)) {
        standings.add(new Standing(part, around, met));
        return wrapped(part, around, wanted);
      }
      // What is outside of an encoding whose output stands anywhere asks for nothing more.
      List<TextSyntax> outside =
          around.stream().filter(s -> !s.holdsOutputOf(encoded.encoding())).toList();
      List<TextSyntax> without = outside.stream().filter(s -> s.encoding().isEmpty()).toList();
      if (!without.isEmpty()) {
        standings.add(new Standing(part, without, met));
      }
      List<TextSyntax> rest =
          around.stream()
              .filter(s -> s.encoding().isPresent())
              .dropWhile(s -> s.holdsOutputOf(encoded.encoding()))
              .toList();
      int own = indexOf(encoded.encoding(), rest);
      List<TextSyntax> missing = rest.subList(0, own < 0 ? rest.size() : own);
      if (!missing.isEmpty()) {
        standings.add(new Standing(part, missing, met));
        if (reordering && isOtherOrder(encoded, around)) {
          return wrapped(innermost(encoded), around, wanted);
        }
      }
      List<TextSyntax> inner = own < 0 ? List.of() : rest.subList(own + 1, rest.size());
      List<TextSyntax> metHere = own < 0 ? met : concat(met, rest.subList(own, own + 1));
      return wrapped(inside(encoded, inner, metHere), missing, wanted);
    }

    private static int indexOf(Encoding encoding, List<TextSyntax> syntaxes) {
      return syntaxes.stream().map(TextSyntax::encoding).toList().indexOf(Optional.of(encoding));
    }

    /** Whether {@code part} is a placeholder with encodings of its place in another order. */
    private static boolean isOtherOrder(Part part, List<TextSyntax> around) {
      return !(part instanceof Part.Encoded encoded)
          || (encoded.parts().size() == 1
              && around.stream().anyMatch(s -> s.encoding().equals(Optional.of(encoded.encoding())))
              && isOtherOrder(encoded.parts().get(0), around));
    }

    private static Part innermost(Part part) {
      return part instanceof Part.Encoded encoded ? innermost(encoded.parts().get(0)) : part;
    }

    private Part inside(Part.Encoded encoded, List<TextSyntax> outer, List<TextSyntax> met) {
      boolean alone = encoded.parts().size() == 1;
      Scan scan = (text, at) -> alone ? outer : concat(outer, around(encoded.encoding(), text, at));
      return new Part.Encoded(encoded.encoding(), rewrite(encoded.parts(), scan, met));
    }

    private static List<TextSyntax> around(Encoding encoding, String text, int at) {
      boolean user =
          encoding == Encoding.BASE64
              && BASIC_USER.matcher(text).region(at, text.length()).lookingAt();
      boolean first = user && NO_USER_BEFORE.matcher(text.substring(0, at)).matches();
      return first ? List.of(TextSyntax.BASIC_USER) : SyntaxScan.of(text, at);
    }

    private static List<TextSyntax> concat(List<TextSyntax> outer, List<TextSyntax> inner) {
      return Stream.concat(outer.stream(), inner.stream()).toList();
    }
  }
}
