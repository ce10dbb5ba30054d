package dev.rulekeeper.secret.search;

import dev.rulekeeper.placeholder.Encoding;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a text that is base64 text: the longest one around a fragment that decodes to text
 * and encodes to itself again.
 */
record Base64Run(int start, int end, Encoding encoding, String decoded) {
  private static final int GROUP = 4;
  private static final int BYTES_A_GROUP = 3;
  private static final int MOST_ENDS = 8;

  /** Hides the decoded text. */
  @Override
  public String toString() {
    return "Blob[" + encoding + " " + start + ".." + end + "]";
  }

  /**
   * The blob around the fragment {@code from..to} of {@code text}, where there is one.
   *
   * @param lead the lead of the fragment, which says where a group begins
   */
  static Optional<Base64Run> around(String text, int from, int to, int lead) {
    Optional<Base64Run> standard = find(text, from, to, lead, Encoding.BASE64);
    Optional<Base64Run> url = find(text, from, to, lead, Encoding.BASE64URL);
    boolean longer =
        standard.isPresent() && url.isPresent() && url.get().length() > standard.get().length();
    return standard.isPresent() && !longer ? standard : url;
  }

  private int length() {
    return end - start;
  }

  private static Optional<Base64Run> find(
      String text, int from, int to, int lead, Encoding encoding) {
    int first = from;
    while (first > 0 && Base64Fragment.isCharacter(text.charAt(first - 1), encoding)) {
      first--;
    }
    int last = from;
    while (last < text.length() && Base64Fragment.isCharacter(text.charAt(last), encoding)) {
      last++;
    }
    int group = from - lead;
    if (group < first || last < to) {
      return Optional.empty();
    }
    int start = first + (group - first) % GROUP;
    for (int end : ends(text, start, to, last, encoding)) {
      Optional<Base64Run> blob = decode(text, start, group, end, encoding);
      if (blob.isPresent()) {
        return blob;
      }
    }
    return Optional.empty();
  }

  /** Where it may end, the furthest first: characters like '/' may be what separates it. */
  private static List<Integer> ends(String text, int start, int to, int last, Encoding encoding) {
    var ends = new ArrayList<Integer>();
    for (int end = last; end >= to && ends.size() < MOST_ENDS; end--) {
      boolean possible = end == last || !Character.isLetterOrDigit(text.charAt(end));
      if (possible && encoding == Encoding.BASE64) {
        int padding = -(end - start) & (GROUP - 1);
        if (padding < BYTES_A_GROUP && text.startsWith("=".repeat(padding), end)) {
          ends.add(end + padding);
        }
      } else if (possible) {
        ends.add(end);
      }
    }
    return ends;
  }

  /** Leaves groups out at the beginning, up to {@code group}, until the rest is UTF-8 text. */
  private static Optional<Base64Run> decode(
      String text, int start, int group, int end, Encoding encoding) {
    byte[] bytes;
    try {
      Base64.Decoder decoder =
          encoding == Encoding.BASE64 ? Base64.getDecoder() : Base64.getUrlDecoder();
      bytes = decoder.decode(text.substring(start, end));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    CharBuffer decoded = CharBuffer.allocate(bytes.length);
    int skipped = 0;
    while (start + skipped * GROUP <= group) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      rest.position(skipped * BYTES_A_GROUP);
      decoded.clear();
      utf8.reset();
      if (!utf8.decode(rest, decoded, true).isError()) {
        int from = start + skipped * GROUP;
        String inside = decoded.flip().toString();
        return encoding.encode(inside).equals(text.substring(from, end))
            ? Optional.of(new Base64Run(from, end, encoding, inside))
            : Optional.empty();
      }
      skipped = rest.position() / BYTES_A_GROUP + 1;
    }
    return Optional.empty();
  }
}
