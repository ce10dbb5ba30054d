package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Cursor.Filter;
import dev.rulekeeper.sandbox.SandboxOptions.LinkForm;
import dev.rulekeeper.sandbox.SandboxOptions.PageBorders;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What readers of rules see: one in full, or a page of their list with its cursor and links. */
final class Listing {
  private static final int MOST = 100;
  private static final int DEFAULT_OF_GET = 100;
  private static final int DEFAULT_OF_POST = 50;

  private final String url;
  private final RuleStore store;
  private final SandboxOptions options;
  private final AtomicLong passes = new AtomicLong();

  Listing(String url, RuleStore store, SandboxOptions options) {
    this.url = url;
    this.store = store;
    this.options = options;
  }

  /** One rule, masked where the caller or the site wants that. */
  SiteResponse rule(SiteRequest ask, StoredRule rule) {
    boolean redact = ask.parameter("redactSensitiveFields").filter("true"::equals).isPresent();
    String text = rule.visibleText();
    return SiteResponse.json(redact || options.maskedReads() ? Masking.mask(text) : text);
  }

  /** {@code GET}: parameters {@code cursor} and {@code limit}. */
  SiteResponse list(SiteRequest ask) {
    int limit = ask.parameter("limit").map(Listing::limit).orElse(DEFAULT_OF_GET);
    Cursor cursor = ask.parameter("cursor").map(this::resume).orElseGet(() -> begin(Filter.NONE));
    return page(cursor, limit, url + ask.path());
  }

  /**
   * {@code POST}: at least one of trigger, state, scope, limit; or the cursor of an earlier page.
   */
  SiteResponse search(SiteRequest ask) {
    ObjectNode body = ask.json().orElseThrow(() -> new RefusedException(SiteResponse.unparsable()));
    Filter filter = Filter.of(body);
    boolean filtered =
        !filter.trigger().isEmpty() || !filter.state().isEmpty() || !filter.scope().isEmpty();
    if (!filtered && !body.hasNonNull("limit") && !body.hasNonNull("cursor")) {
      throw new RefusedException(
          SiteResponse.invalid("At least one of 'trigger', 'state', 'scope' or 'limit' is needed"));
    }
    if (!Set.of("", "ENABLED", "DISABLED").contains(filter.state())) {
      throw new RefusedException(SiteResponse.unparsable());
    }
    int limit = body.hasNonNull("limit") ? limit(body.get("limit").asText()) : DEFAULT_OF_POST;
    JsonNode cursor = body.path("cursor");
    return page(
        cursor.isTextual() ? resume(cursor.asText()) : begin(filter), limit, url + ask.path());
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Refused below, as a number outside the range is.
    }
    throw new RefusedException(
        SiteResponse.error(
            400, "api.validation.outside-range", "'limit' must be in the range [1," + MOST + "]"));
  }

  private Cursor begin(Filter filter) {
    return new Cursor(filter, "", 0, passes.incrementAndGet(), System.currentTimeMillis());
  }

  private Cursor resume(String text) {
    Cursor cursor =
        Cursor.parse(text)
            .orElseThrow(() -> new RefusedException(SiteResponse.invalid("'cursor' is not valid")));
    if (System.currentTimeMillis() - cursor.madeAtMillis() > options.cursorLifeMillis()) {
      throw new RefusedException(SiteResponse.invalid("'cursor' has expired"));
    }
    return cursor;
  }

  private SiteResponse page(Cursor cursor, int limit, String absolute) {
    NavigableMap<String, StoredRule> rest = store.all().tailMap(start(cursor), false);
    List<StoredRule> rules = new ArrayList<>();
    boolean more = false;
    for (StoredRule rule : rest.values()) {
      if (cursor.filter().accepts(rule)) {
        if (rules.size() == limit) {
          more = true;
          break;
        }
        rules.add(rule);
      }
    }
    ObjectNode answer = ExactJson.object();
    ObjectNode links = answer.putObject("links");
    links.put("self", link(cursor, limit, absolute));
    links.put(
        "next",
        more
            ? link(cursor.at(rules.get(limit - 1).uuid(), cursor.page() + 1), limit, absolute)
            : null);
    links.put("prev", previous(cursor, limit, absolute));
    ArrayNode data = answer.putArray("data");
    rules.forEach(rule -> data.add(rule.visibleSummary()));
    return SiteResponse.json(200, answer);
  }

  /** The key after which the page begins: where borders are sloppy, one rule off now and then. */
  private String start(Cursor cursor) {
    String after = cursor.after();
    if (options.pageBorders() == PageBorders.EXACT || after.isEmpty()) {
      return after;
    }
    String other =
        switch ((int) ((cursor.page() + cursor.pass()) % 3)) {
          case 0 -> store.all().higherKey(after);
          case 1 -> store.all().lowerKey(after);
          default -> after;
        };
    return other == null ? after : other;
  }

  private @Nullable String previous(Cursor cursor, int limit, String absolute) {
    if (cursor.after().isEmpty()) {
      return null;
    }
    String after = "";
    int before = 0;
    for (StoredRule rule : store.all().headMap(cursor.after(), true).descendingMap().values()) {
      if (cursor.filter().accepts(rule) && before++ == limit) {
        after = rule.uuid();
        break;
      }
    }
    return link(cursor.at(after, Math.max(0, cursor.page() - 1)), limit, absolute);
  }

  private String link(Cursor cursor, int limit, String absolute) {
    String query = "?cursor=" + cursor.text() + "&limit=" + limit;
    return options.linkForm() == LinkForm.ABSOLUTE ? absolute + query : query;
  }
}
