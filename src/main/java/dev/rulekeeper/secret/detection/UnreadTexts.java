package dev.rulekeeper.secret.detection;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.place.RuleWalk;
import dev.rulekeeper.secret.text.Characters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the detector could not look into, so that a person can: bytes that are no text, such as a
 * picture or an archive, and names of fields, where no placeholder can stand.
 */
public final class UnreadTexts {
  /** Shorter ones are digests and ids, of which rules are full. */
  private static final int SHORTEST = 200;

  private static final int LONGEST_READ = Base64Layer.LONGEST_BLOB;

  /** So many names of fields are remembered; rules have the same ones over and over. */
  private static final int MOST_NAMES = 10_000;

  private final FormatLayer formats = new FormatLayer();
  private final Map<String, Boolean> names = new ConcurrentHashMap<>();

  /**
   * A place that was not looked into.
   *
   * @param what it holds and why that cannot be read, without any of it
   */
  public record Unread(JsonPointer pointer, String what) {}

  /** Those in {@code fields}, the file form of a rule, in document order. */
  public List<Unread> in(ObjectNode fields) {
    List<Unread> unread = new ArrayList<>();
    Leaves.forEach(
        fields, text -> text.length() >= SHORTEST, (at, text) -> bytes(at, text, unread));
    names(fields, new ArrayDeque<>(), unread);
    return List.copyOf(unread);
  }

  private static void bytes(JsonPointer at, String text, List<Unread> unread) {
    int start = 0;
    for (int end = 0; end <= text.length(); end++) {
      if (end < text.length() && isDigit(text.charAt(end))) {
        continue;
      }
      if (end - start >= SHORTEST) {
        String run = text.substring(start, end + padding(text, end));
        if (!isReadable(run)) {
          String length = Count.of(run.length(), "character");
          unread.add(new Unread(at, length + " of base64 that hold no text"));
        }
      }
      start = end + 1;
    }
  }

  /** Whether {@code c} is a digit of base64 or base64url. */
  private static boolean isDigit(char c) {
    return Characters.isAlphanumeric(c) || c == '+' || c == '/' || c == '_' || c == '-';
  }

  private static int padding(String text, int at) {
    return text.startsWith("==", at) ? 2 : text.startsWith("=", at) ? 1 : 0;
  }

  /** Whether the detector reads what {@code run} stands for, or there is nothing but the run. */
  private static boolean isReadable(String run) {
    if (run.length() > LONGEST_READ) {
      return false;
    }
    try {
      String digits = run.replace('-', '+').replace('_', '/').replace("=", "");
      byte[] bytes = Base64.getDecoder().decode(digits.substring(0, digits.length() / 4 * 4));
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private void names(JsonNode node, Deque<String> above, List<Unread> unread) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (isCredential(field.getKey())) {
          // The pointer would show it.
          unread.add(
              new Unread(
                  pointer(above),
                  "a field whose name looks like a credential, where no placeholder can stand"));
        } else {
          above.addLast(field.getKey());
          names(field.getValue(), above, unread);
          above.removeLast();
        }
      }
    } else {
      for (int i = 0; i < node.size(); i++) {
        above.addLast(String.valueOf(i));
        names(node.get(i), above, unread);
        above.removeLast();
      }
    }
  }

  private static JsonPointer pointer(Deque<String> steps) {
    JsonPointer pointer = JsonPointer.empty();
    for (String step : steps) {
      pointer = pointer.appendProperty(step);
    }
    return pointer;
  }

  private boolean isCredential(String name) {
    if (name.length() < FormatLayer.SHORTEST) {
      return false;
    }
    if (names.size() > MOST_NAMES) {
      names.clear();
    }
    return names.computeIfAbsent(name, this::looksLikeCredential);
  }

  private boolean looksLikeCredential(String name) {
    Candidates found = new Candidates();
    TextView passage = TextView.of(name);
    // As if it were a text for people.
    Place place = RuleWalk.places(ExactJson.object().put("description", name)).get(0);
    formats.search(passage, place, found);
    return found.findings(JsonPointer.empty(), passage.masked()).stream()
        .anyMatch(Finding::certain);
  }
}
