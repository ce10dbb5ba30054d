package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a site calls the people, projects, fields and connections that it begins with. The site of
 * random seed 1 has those of the built-in rules; sites of other seeds share none of theirs, as two
 * real sites would.
 */
final class SeedIds {
  private static final long PLAIN = 1;

  /** More than any number in the built-in rules, so that no two sites have one in common. */
  private static final long APART = 100_000;

  private static final int SITES = 9_000;
  private static final Pattern NUMBER = Pattern.compile("((?::project/|\\bcustomfield_)[0-9]+)");

  private final long randomSeed;

  SeedIds(long randomSeed) {
    this.randomSeed = randomSeed;
  }

  /** The account on this site that has {@code id} on the plain one, in the same form. */
  String account(String id) {
    if (randomSeed == PLAIN) {
      return id;
    }
    String uuid = uuid(id);
    int colon = id.indexOf(':');
    return colon < 0
        ? uuid.replace("-", "").substring(0, id.length())
        : id.substring(0, colon + 1) + uuid;
  }

  /** A built-in rule, {@code {"rule":…,"connections":…}}, with the ids of this site. */
  ObjectNode of(ObjectNode envelope) {
    if (randomSeed == PLAIN) {
      return envelope;
    }
    String text = NUMBER.matcher(ExactJson.write(envelope)).replaceAll(m -> number(m.group()));
    for (JsonNode connection : envelope.path("connections")) {
      String id = connection.path("id").asText();
      text = text.replace(id, uuid(id));
    }
    return (ObjectNode) ExactJson.read(text);
  }

  private String number(String id) {
    int digits = Math.max(id.lastIndexOf('/'), id.lastIndexOf('_')) + 1;
    long shift = APART * Math.floorMod(randomSeed - PLAIN, SITES);
    return id.substring(0, digits) + (Long.parseLong(id.substring(digits)) + shift);
  }

  private String uuid(String id) {
    String text = randomSeed + " " + id;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
