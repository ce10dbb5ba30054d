package dev.rulekeeper.git;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;

/**
 * What a lock's commit says, as JSON in its message: an empty tree and no parent but the entry
 * before it, where a remote does not let refs be deleted.
 *
 * @param holder who took the lock
 * @param cloneName the random name of the clone it was taken in
 * @param released whether the holder gave it back
 */
record LockRecord(LockOwner holder, String cloneName, boolean released) {
  private static final String UNKNOWN = "unknown";

  /** No run writes more; who does wants to flood a terminal. */
  private static final int LONGEST = 200;

  /** Stores the entry on top of {@code previous}. */
  ObjectId store(Repository repository, Optional<ObjectId> previous) {
    ObjectNode json = ExactJson.object();
    json.put("owner", holder.owner());
    json.put("run", holder.run());
    json.put("since", holder.since().toString());
    json.put("clone", cloneName);
    json.put("released", released);
    PersonIdent person =
        new PersonIdent("rulekeeper", "rulekeeper@localhost", Instant.now(), ZoneOffset.UTC);
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(inserter.insert(org.eclipse.jgit.lib.Constants.OBJ_TREE, new byte[0]));
      previous.ifPresent(commit::setParentId);
      commit.setAuthor(person);
      commit.setCommitter(person);
      commit.setMessage(ExactJson.write(json) + "\n");
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    } catch (IOException e) {
      throw GitFailures.of("cannot write the lock", e);
    }
  }

  /** Reads the entry; what it does not say is "unknown", since a lock in doubt is a lock. */
  static LockRecord load(Repository repository, ObjectId id) {
    try {
      var commit = repository.parseCommit(id);
      JsonNode json = ExactJson.parse(commit.getFullMessage()).orElseGet(ExactJson::object);
      Instant since = commit.getCommitterIdent().getWhenAsInstant();
      LockOwner holder = new LockOwner(text(json, "owner"), text(json, "run"), time(json, since));
      return new LockRecord(holder, text(json, "clone"), json.path("released").asBoolean(false));
    } catch (IOException e) {
      throw GitFailures.of("cannot read the lock " + id.name(), e);
    }
  }

  private static String text(JsonNode json, String key) {
    String text = json.path(key).asText(UNKNOWN);
    return text.length() > LONGEST ? UNKNOWN : text;
  }

  private static Instant time(JsonNode json, Instant fallback) {
    try {
      return Instant.parse(text(json, "since"));
    } catch (DateTimeException e) {
      return fallback;
    }
  }
}
