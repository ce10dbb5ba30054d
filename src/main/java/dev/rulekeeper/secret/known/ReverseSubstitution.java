package dev.rulekeeper.secret.known;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.rule.Alignment;
import dev.rulekeeper.rule.Equality;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.SecretValue;
import dev.rulekeeper.template.Part;
import dev.rulekeeper.template.Tag;
import dev.rulekeeper.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The reverse of rendering (design section 3): turns a rule as the site has it into one with
 * placeholders, by known value and by the templates that Git already has for its leaves.
 */
public final class ReverseSubstitution {
  private static final Pattern SMART_VALUE = Pattern.compile("\\{\\{[^{}]*}}");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[^-]{1,16384}"
              + "-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----");
  private static final String NEVER_IN_A_TOKEN = "\" \t\r\n&,{}<>";

  private final KnownValues known;
  private final Rendering rendering;

  /**
   * Substitutes the values of {@code secrets}, and recognises templates rendered with {@code
   * rendering}.
   */
  public ReverseSubstitution(KnownValues known, Rendering rendering) {
    this.known = known;
    this.rendering = rendering;
  }

  /**
   * What became of a rule.
   *
   * @param rule the rule with template texts
   * @param olderByName values that stand where a placeholder stood, and are not its current value
   * @param masked leaves where the site shows a mask instead of the value of a placeholder
   * @param unset what stands where a placeholder stood whose secret has no value, for every such
   *     secret all that was found
   */
  public record Result(
      Rule rule,
      Map<SecretName, Set<SecretValue>> olderByName,
      Set<JsonPointer> masked,
      Map<SecretName, Set<SecretValue>> unset) {
    /** All of the older values. */
    public Set<SecretValue> older() {
      Set<SecretValue> all = new LinkedHashSet<>();
      olderByName.values().forEach(all::addAll);
      return all;
    }
  }

  /**
   * {@code live} with placeholders.
   *
   * @param references the same rule with template texts as Git or the base has it, best first
   * @param former what the site had for variables when the base was written, by name
   */
  public Result apply(Rule live, List<Rule> references, Map<String, String> former) {
    Walk walk = new Walk(former);
    List<Side> sides = new ArrayList<>();
    for (Rule reference : references) {
      Rule rendered = renderedOrSame(reference);
      if (Equality.same(rendered.fields(), live.fields())) {
        return new Result(reference, Map.of(), Set.of(), Map.of());
      }
      sides.add(new Side(reference.fields(), rendered.fields()));
    }
    JsonNode tree = walk.node(live.fields(), sides, JsonPointer.empty());
    return new Result(new Rule(live.id(), (ObjectNode) tree), walk.older, walk.masked, walk.unset);
  }

  private Rule renderedOrSame(Rule reference) {
    return rendering.unresolved(reference).isEmpty() ? rendering.render(reference) : reference;
  }

  /** A reference at one place of the tree: its template and what that renders to. */
  private record Side(JsonNode template, JsonNode rendered) {
    Side field(String key) {
      return new Side(template.path(key), rendered.path(key));
    }

    Side element(int index) {
      return index < 0
          ? new Side(MissingNode.getInstance(), MissingNode.getInstance())
          : new Side(template.path(index), rendered.path(index));
    }
  }

  /** One pass over one rule. */
  private final class Walk {
    private final Map<SecretName, Set<SecretValue>> older = new TreeMap<>();
    private final Set<JsonPointer> masked = new LinkedHashSet<>();
    private final Map<SecretName, Set<SecretValue>> unset = new TreeMap<>();
    private final Map<String, String> former;

    Walk(Map<String, String> former) {
      this.former = former;
    }

    JsonNode node(JsonNode live, List<Side> sides, JsonPointer at) {
      if (live.isObject()) {
        ObjectNode copy = ExactJson.object();
        live.properties()
            .forEach(
                field ->
                    copy.set(
                        field.getKey(),
                        node(
                            field.getValue(),
                            sides.stream().map(s -> s.field(field.getKey())).toList(),
                            at.appendProperty(field.getKey()))));
        return copy;
      }
      if (live.isArray()) {
        return array(live, sides, at);
      }
      if (live.isNull()) {
        return maskedTemplate(live, sides, at)
            .map(t -> (JsonNode) TextNode.valueOf(t))
            .orElse(live);
      }
      return live.isTextual() ? TextNode.valueOf(leaf(live, sides, at)) : live;
    }

    private ArrayNode array(JsonNode live, List<Side> sides, JsonPointer at) {
      List<Alignment> alignments =
          sides.stream()
              .map(
                  s ->
                      Alignment.of(s.rendered().isArray() ? s.rendered() : ExactJson.array(), live))
              .toList();
      ArrayNode copy = ExactJson.array();
      for (int i = 0; i < live.size(); i++) {
        List<Side> elements = new ArrayList<>();
        for (int s = 0; s < sides.size(); s++) {
          elements.add(sides.get(s).element(alignments.get(s).before(i)));
        }
        copy.add(node(live.get(i), elements, at.appendIndex(i)));
      }
      return copy;
    }

    private String leaf(JsonNode leaf, List<Side> sides, JsonPointer at) {
      String live = leaf.textValue();
      for (Side side : sides) {
        if (side.rendered().isTextual() && side.rendered().textValue().equals(live)) {
          return side.template().textValue();
        }
      }
      if (Masks.isMask(live)) {
        Optional<String> template = maskedTemplate(leaf, sides, at);
        if (template.isPresent()) {
          return template.get();
        }
      }
      Template byValue = known.substitute(Template.literal(live));
      int found = byValue.tags().size();
      for (Side side : sides) {
        if (side.template().isTextual() && side.template().textValue().contains("<<")) {
          Template reference = Template.parse(side.template().textValue());
          if (reference.tags().size() > found) {
            Optional<Template> kept = keep(reference, live);
            // A variable is worth keeping too, but never at the price of a secret in clear.
            if (kept.isPresent()
                && kept.get().tags().size() > found
                && secrets(kept.get()) >= secrets(byValue)) {
              return kept.get().source();
            }
          }
        }
      }
      return byValue.source();
    }

    /**
     * The last reference, since a mask hides what was there before anybody edited the file. What is
     * empty can be a mask only where a secret belongs; asterisks are one anywhere.
     */
    private Optional<String> maskedTemplate(JsonNode live, List<Side> sides, JsonPointer at) {
      boolean shown = live.isTextual() && !live.textValue().isEmpty();
      for (int i = sides.size() - 1; i >= 0; i--) {
        JsonNode template = sides.get(i).template();
        if (template.isTextual()
            && (shown || !Rendering.secretsIn(template.textValue()).isEmpty())) {
          masked.add(at);
          return Optional.of(template.textValue());
        }
      }
      return Optional.empty();
    }

    /** The reference itself where only its holes differ, else the reference adapted to the edit. */
    private Optional<Template> keep(Template reference, String live) {
      Optional<Template> kept =
          reference.unify(live).filter(values -> plausible(reference, values)).isPresent()
              ? Optional.of(reference)
              : reference.adapt(live);
      Optional<Map<Tag, String>> values =
          kept.flatMap(t -> t.unify(live).filter(found -> plausible(t, found)));
      values.ifPresent(this::remember);
      return values.isPresent() ? kept : Optional.empty();
    }

    /** Whether these can be older values, and not text that an edit in the browser brought in. */
    private boolean plausible(Template template, Map<Tag, String> values) {
      return values.entrySet().stream()
          .allMatch(
              entry -> {
                String current = rendering.valueOf(entry.getKey()).orElse("");
                return entry.getKey().kind() == Tag.Kind.SECRET
                    ? plausible(entry.getValue(), current, isBounded(template, entry.getKey()))
                    : entry.getValue().equals(current)
                        || entry.getValue().equals(former.get(entry.getKey().name()));
              });
    }

    private static boolean plausible(String value, String current, boolean bounded) {
      return !value.isEmpty()
          && !SMART_VALUE.matcher(value).find()
          && (bounded
              || PRIVATE_KEY.matcher(value).matches()
              || value
                  .chars()
                  .allMatch(c -> NEVER_IN_A_TOKEN.indexOf(c) < 0 || current.indexOf(c) >= 0));
    }

    /** Whether text of an edit cannot have got into the hole: it is the whole leaf, or encoded. */
    private static boolean isBounded(Template template, Tag tag) {
      return template.parts().size() == 1 || !template.parts().contains(new Part.Hole(tag));
    }

    private void remember(Map<Tag, String> values) {
      values.forEach(
          (tag, value) -> {
            if (tag.kind() == Tag.Kind.SECRET) {
              remember(new SecretName(tag.name()), rendering.valueOf(tag), SecretValue.of(value));
            }
          });
    }

    private void remember(SecretName name, Optional<String> current, SecretValue found) {
      if (current.isEmpty()) {
        unset.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(found);
      } else if (!current.get().equals(found.reveal())) {
        older.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(found);
      }
    }
  }

  private static long secrets(Template template) {
    return template.tags().stream().filter(tag -> tag.kind() == Tag.Kind.SECRET).count();
  }
}
