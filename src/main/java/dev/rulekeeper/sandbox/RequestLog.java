package dev.rulekeeper.sandbox;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The requests that the site got: the last ones in full, all of them counted. */
final class RequestLog {
  private static final int KEPT = 100_000;
  private static final Pattern BASE = Pattern.compile("\\A.*/rest/(?:v1|latest)/");
  private static final Pattern UUID = Pattern.compile("[0-9a-fA-F-]{36}");

  private final ArrayDeque<RecordedRequest> last = new ArrayDeque<>();
  private final Map<String, Long> counts = new TreeMap<>();

  synchronized void add(RecordedRequest request) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(request);
    counts.merge(operation(request), 1L, Long::sum);
  }

  /** {@code GET rule/{uuid}}, {@code POST rule/summary}, {@code GET /_edge/tenant_info}. */
  private static String operation(RecordedRequest request) {
    String path = BASE.matcher(request.path()).replaceFirst("");
    return request.method() + " " + UUID.matcher(path).replaceAll("{uuid}");
  }

  synchronized List<RecordedRequest> requests() {
    return List.copyOf(last);
  }

  synchronized Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  synchronized void clear() {
    last.clear();
    counts.clear();
  }
}
