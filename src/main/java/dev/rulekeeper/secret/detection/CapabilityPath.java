package dev.rulekeeper.secret.detection;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Addresses that are a credential by themselves, on hosts that no list knows: behind a word for a
 * hook, in the path or the name of the host, comes a part that nobody can guess.
 */
final class CapabilityPath {
  private static final int SHORTEST = 16;

  private static final Set<String> WORDS =
      Set.of(
          "incoming",
          "inbound",
          "trigger",
          "triggers",
          "catch",
          "ingest",
          "receive",
          "receiver",
          "notify",
          "callback",
          "callbacks",
          "listener",
          "intake",
          "capability",
          "invoke");

  private static final Set<String> HOSTS = Set.of("n8n", "pipedream", "requestbin", "beeceptor");

  private static final Pattern DIGITS =
      Pattern.compile("[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}|[0-9a-fA-F]{24,128}");

  private CapabilityPath() {}

  /** The parts of a path that nobody can guess. */
  record Capability(int start, int end) {}

  /** Those in {@code text} from {@code start}, where the path begins, to {@code end}. */
  static Optional<Capability> find(String host, String text, int start, int end) {
    if (host.endsWith(".atlassian.com") || host.endsWith(".atlassian.net")) {
      // Webhooks knows which of them hold a credential; the others send it in a header.
      return Optional.empty();
    }
    boolean hook = isHookHost(host);
    int from = -1;
    int segment = start + 1;
    while (segment < end) {
      int slash = text.indexOf('/', segment);
      int stop = slash < 0 || slash > end ? end : slash;
      String part = text.substring(segment, stop);
      boolean secret = hook && isUnguessable(part);
      if (!secret && from >= 0) {
        return Optional.of(new Capability(from, segment - 1));
      }
      from = secret && from < 0 ? segment : from;
      hook |= isHook(part);
      segment = stop + 1;
    }
    int last = end > start && text.charAt(end - 1) == '/' ? end - 1 : end;
    return from < 0 ? Optional.empty() : Optional.of(new Capability(from, last));
  }

  private static boolean isHook(String part) {
    String word = part.toLowerCase(Locale.ROOT);
    return word.length() <= 32 && (word.contains("hook") || WORDS.contains(word));
  }

  private static boolean isHookHost(String host) {
    return host.contains("hook") || HOSTS.stream().anyMatch(host::contains);
  }

  private static boolean isUnguessable(String part) {
    return part.length() >= SHORTEST
        && part.length() <= 256
        && (DIGITS.matcher(part).matches() || Allowlist.looksStrong(part));
  }
}
