package dev.rulekeeper.secret;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.template.Encoding;
import java.util.List;
import java.util.Optional;

/** Looks with other layers into base64, in both alphabets; one level. */
final class Base64Layer implements Layer {
  private static final int SHORTEST_BLOB = 24;
  private static final int LONGEST_BLOB = 65_536;

  private final List<Layer> layers;

  Base64Layer(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  @Override
  public void search(Passage passage, Place place, Candidates found) {
    if (passage.longestRun() < SHORTEST_BLOB) {
      return;
    }
    String text = passage.masked();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && isBase64(text.charAt(end))) {
        end++;
      }
      if (end - at >= SHORTEST_BLOB) {
        int close = end;
        while (close < text.length() && text.charAt(close) == '=' && close - end < 2) {
          close++;
        }
        if (close - at <= LONGEST_BLOB) {
          blob(passage, at, close, place, found);
        }
      }
      at = Math.max(end, at) + 1;
    }
  }

  private static boolean isBase64(char c) {
    return Characters.isWord(c) || c == '+' || c == '/';
  }

  private void blob(Passage passage, int start, int end, Place place, Candidates found) {
    Optional<Passage> decoded =
        passage
            .decoded(start, end, Encoding.BASE64)
            .or(() -> passage.decoded(start, end, Encoding.BASE64URL))
            .filter(inner -> isText(inner.text()));
    if (decoded.isEmpty()) {
      return;
    }
    var inner = new Candidates();
    layers.forEach(layer -> layer.search(decoded.get().alone(), place, inner));
    long credentials =
        inner.findings(JsonPointer.empty()).stream().filter(Finding::certain).count();
    if (credentials == 1) {
      layers.forEach(layer -> layer.search(decoded.get(), place, found));
    } else if (credentials > 1) {
      // Two placeholders cannot stand for one stretch, so the stretch is the secret.
      found.add(passage.locate(start, end), "base64-credentials", "base64-credentials");
    }
  }

  private static boolean isText(String text) {
    return text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
  }
}
