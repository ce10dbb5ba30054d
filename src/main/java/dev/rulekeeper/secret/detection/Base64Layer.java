package dev.rulekeeper.secret.detection;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.text.Characters;
import java.util.List;
import java.util.Optional;

/** Looks with other layers into base64, in both alphabets; one level. */
final class Base64Layer implements Layer {
  private static final int SHORTEST_BLOB = 24;
  static final int LONGEST_BLOB = 65_536;
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final List<Layer> layers;

  Base64Layer(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  @Override
  public void search(TextView passage, Place place, Candidates found) {
    LayerTriggers signals = passage.signals();
    for (int run = 0; run < signals.runs(); run++) {
      if (signals.runEnd(run) - signals.runStart(run) >= SHORTEST_BLOB) {
        search(passage, signals.runStart(run), signals.runEnd(run), place, found);
      }
    }
  }

  private void search(TextView passage, int start, int stop, Place place, Candidates found) {
    String text = passage.masked();
    int at = start;
    while (at < stop) {
      int end = at;
      while (end < stop && isBase64(text.charAt(end))) {
        end++;
      }
      if (end - at >= SHORTEST_BLOB) {
        int close = end;
        while (close < stop && text.charAt(close) == '=' && close - end < 2) {
          close++;
        }
        if (close - at <= LONGEST_BLOB && !blob(passage, at, close, place, found)) {
          segments(passage, at, close, place, found);
        }
      }
      at = Math.max(end, at) + 1;
    }
  }

  private static boolean isBase64(char c) {
    return Characters.isWord(c) || c == '+' || c == '/';
  }

  /** The slash is a letter of base64, and parts the path of an address. */
  private void segments(TextView passage, int start, int end, Place place, Candidates found) {
    String text = passage.masked();
    int at = start;
    while (at < end) {
      int slash = text.indexOf('/', at);
      int stop = slash < 0 || slash > end ? end : slash;
      if (stop - at >= SHORTEST_BLOB && stop - at < end - start) {
        blob(passage, at, stop, place, found);
      }
      at = stop + 1;
    }
  }

  /** Looks into a stretch; whether it is the base64 of a text. */
  private boolean blob(TextView passage, int start, int end, Place place, Candidates found) {
    if (!mayBeText(passage.masked(), start)) {
      return false;
    }
    Optional<TextView> decoded =
        passage
            .decoded(start, end, Encoding.BASE64)
            .or(() -> passage.decoded(start, end, Encoding.BASE64URL))
            .filter(inner -> isText(inner.text()));
    if (decoded.isEmpty()) {
      return false;
    }
    var inner = new Candidates();
    layers.forEach(layer -> layer.search(decoded.get().alone(), place, inner));
    long credentials =
        inner.findings(JsonPointer.empty(), decoded.get().masked()).stream()
            .filter(Finding::certain)
            .count();
    if (credentials == 1) {
      layers.forEach(layer -> layer.search(decoded.get(), place, found));
    } else if (credentials > 1) {
      // Two placeholders cannot stand for one stretch, so the stretch is the secret.
      found.add(passage.locate(start, end), "base64-credentials", "base64-credentials");
    }
    return true;
  }

  /** Whether the first bytes, decoded by hand, may begin a text; most ids and digests fail here. */
  private static boolean mayBeText(String text, int start) {
    int bits = 0;
    for (int i = 0; i < SHORTEST_BLOB; i++) {
      bits = (bits << 6) | digit(text.charAt(start + i));
      int shift = 6 - 2 * (i % 4);
      if (shift < 6) {
        int value = (bits >> shift) & 255;
        boolean control = value < ' ' && value != '\n' && value != '\r' && value != '\t';
        if (control || value == 127) {
          return false;
        }
      }
    }
    return true;
  }

  private static int digit(char c) {
    return switch (c) {
      case '-' -> 62;
      case '_' -> 63;
      default -> DIGITS.indexOf(c);
    };
  }

  private static boolean isText(String text) {
    return text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
  }
}
