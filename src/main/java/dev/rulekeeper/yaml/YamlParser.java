package dev.rulekeeper.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import dev.rulekeeper.yaml.YamlNode.Entry;
import dev.rulekeeper.yaml.YamlNode.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Builds the nodes of one document from the events of the library. */
public final class YamlParser {
  /** What Jackson allows as well, so that each tree of one can be read by the other. */
  private static final int MAX_DEPTH = 1000;

  /** Hundreds of times what the largest rules, ledgers and configurations have. */
  static final int MOST_CHARACTERS = 10_000_000;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private final String path;
  private final String text;
  private final YamlPositions places;
  private final boolean typed;
  private final Iterator<Event> events;

  /** Where what was read last ends. */
  private int line = 1;

  private YamlParser(String path, String text, boolean typed) {
    this.path = path;
    this.text = text;
    this.typed = typed;
    this.places = new YamlPositions(text);
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            // One read: the reader of the library copies what it holds on each further one.
            .setBufferSize(Math.max(1024, text.length() + 1))
            .build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /**
   * Parses {@code text}; an empty one stands for null.
   *
   * @param typed whether plain scalars may be null, booleans and numbers, as in JSON
   * @throws InvalidFileException if it is not a document of the kind that {@link Yaml} reads
   */
  public static YamlSource parse(String path, String text, boolean typed) {
    if (text.length() > MOST_CHARACTERS) {
      throw new InvalidFileException(
          List.of(
              new Problem(
                  path,
                  "has "
                      + text.length()
                      + " characters, and no rule, ledger or setting is so large",
                  "make it smaller: at most " + MOST_CHARACTERS + " are read")));
    }
    try {
      return new YamlSource(text, new YamlParser(path, text, typed).document());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw failure(path, line, "not valid YAML: " + withoutQuotes(e.getProblem()));
    } catch (ReaderException e) {
      int offset = text.offsetByCodePoints(0, Math.min(e.getPosition(), codePoints(text)));
      throw failure(
          path,
          YamlSource.lineOf(text, offset),
          String.format(
              "the character U+%04X may only stand escaped in double quotes", e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw failure(path, 1, "not valid YAML");
    }
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The words of the library up to the part of the file that it quotes, if any. */
  private static String withoutQuotes(String problem) {
    int handle = problem.indexOf(" handle");
    return handle < 0 ? problem.strip() : problem.substring(0, handle);
  }

  /** The next event; also where the library finds digits missing only when it needs them. */
  private Event next() {
    try {
      Event event = events.next();
      line = event.getEndMark().map(mark -> mark.getLine() + 1).orElse(line);
      return event;
    } catch (NumberFormatException noDigits) {
      throw failure(path, line, "not valid YAML: no character has the number in an escape");
    }
  }

  private YamlNode document() {
    expect(Event.ID.StreamStart);
    Event first = next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      int end = text.length();
      return new YamlNode(NullNode.instance, Style.SCALAR, end, end, List.of());
    }
    YamlNode root = node(next(), 0, 0);
    expect(Event.ID.DocumentEnd);
    Event last = next();
    if (last.getEventId() != Event.ID.StreamEnd) {
      throw failure(last, "a second document", "keep one document in a file");
    }
    return root;
  }

  private void expect(Event.ID id) {
    Event event = next();
    if (event.getEventId() != id) {
      throw failure(event, "not valid YAML", "check the indentation");
    }
  }

  private YamlNode node(Event event, int lead, int depth) {
    if (event.getEventId() == Event.ID.Alias
        || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
      throw failure(event, "an anchor or alias", "write the value out, or quote the text");
    }
    if (depth > MAX_DEPTH) {
      throw failure(event, "more than " + MAX_DEPTH + " levels", "nest less deeply");
    }
    if (event instanceof ScalarEvent scalar) {
      refuse(scalar, scalar.getTag());
      return scalar(scalar);
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    refuse(start, start.getTag());
    return start instanceof MappingStartEvent
        ? mapping(start, lead, depth)
        : sequence(start, lead, depth);
  }

  private void refuse(Event event, Optional<String> tag) {
    if (tag.isPresent()) {
      throw failure(event, "a YAML tag", "remove it, or quote the text that begins with '!'");
    }
  }

  private YamlNode scalar(ScalarEvent event) {
    JsonNode value = event.isPlain() && typed ? plain(event) : TextNode.valueOf(event.getValue());
    int start = places.start(event);
    if (!event.isLiteral() && !event.isFolded()) {
      return new YamlNode(value, Style.SCALAR, start, places.end(event), List.of());
    }
    return new YamlNode(value, Style.BLOCK_SCALAR, start, places.blockEnd(event), List.of());
  }

  private JsonNode plain(ScalarEvent event) {
    String value = event.getValue();
    return switch (value) {
      case "", "null" -> NullNode.instance;
      case "true", "false" -> ExactJson.read(value);
      default -> {
        if (!NUMBER.matcher(value).matches()) {
          yield TextNode.valueOf(value);
        }
        yield ExactJson.parse(value)
            .orElseThrow(() -> failure(event, "a number out of range", "quote it"));
      }
    };
  }

  private YamlNode sequence(CollectionStartEvent event, int lead, int depth) {
    ArrayNode value = ExactJson.array();
    List<Entry> entries = new ArrayList<>();
    int start = places.start(event);
    boolean flow = event.getFlowStyle() == FlowStyle.FLOW;
    int previous = start;
    int entryLead = lead;
    Event next = next();
    for (; next.getEventId() != Event.ID.SequenceEnd; next = next()) {
      int dash = flow ? places.start(next) : places.skipTo('-', previous);
      int indicatorEnd = flow ? dash : dash + 1;
      YamlNode node = node(next, places.lineEnd(indicatorEnd), depth + 1);
      value.add(node.value());
      entries.add(new Entry("", Math.min(entryLead, dash), dash, indicatorEnd, node));
      previous = node.end();
      entryLead = places.lineEnd(previous);
    }
    return collection(value, flow ? Style.FLOW : Style.BLOCK, start, places.end(next), entries);
  }

  private YamlNode mapping(CollectionStartEvent event, int lead, int depth) {
    ObjectNode value = ExactJson.object();
    List<Entry> entries = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    int start = places.start(event);
    Style style = event.getFlowStyle() == FlowStyle.FLOW ? Style.FLOW : Style.BLOCK;
    int entryLead = lead;
    Event next = next();
    for (; next.getEventId() != Event.ID.MappingEnd; next = next()) {
      int keyStart = places.start(next);
      String key = key(next);
      Integer earlier = lines.putIfAbsent(key, line(next));
      if (earlier != null) {
        throw failure(next, "the same key as in line " + earlier, "remove one of the two");
      }
      int colon = places.skipTo(':', places.end(next));
      if (style == Style.BLOCK && places.isExplicit(keyStart, places.end(next), colon)) {
        style = Style.EXPLICIT;
      }
      YamlNode node = node(next(), places.lineEnd(colon + 1), depth + 1);
      value.set(key, node.value());
      int indicatorEnd = Math.min(colon + 1, node.start());
      entries.add(new Entry(key, Math.min(entryLead, keyStart), keyStart, indicatorEnd, node));
      entryLead = places.lineEnd(node.end());
    }
    return collection(value, style, start, places.end(next), entries);
  }

  /** A block collection ends where its last entry ends, not where the next token is. */
  private static YamlNode collection(
      JsonNode value, Style style, int start, int end, List<Entry> entries) {
    int last = entries.isEmpty() ? end : entries.get(entries.size() - 1).node().end();
    return new YamlNode(value, style, start, style == Style.FLOW ? end : last, entries);
  }

  private String key(Event event) {
    YamlNode key = node(event, 0, 0);
    if (!key.value().isTextual()) {
      throw failure(event, "a key that is not a text", "quote it");
    }
    // The same few keys stand in every rule.
    return key.value().textValue().intern();
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private InvalidFileException failure(Event event, String what, String hint) {
    return new InvalidFileException(List.of(new Problem(path + ":" + line(event), what, hint)));
  }

  private static InvalidFileException failure(String path, int line, String what) {
    return new InvalidFileException(
        List.of(
            new Problem(path + ":" + line, what, "check the indentation and quotes near there")));
  }
}
