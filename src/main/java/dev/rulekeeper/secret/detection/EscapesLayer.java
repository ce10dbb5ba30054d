package dev.rulekeeper.secret.detection;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.place.Place;
import java.util.List;

/**
 * Looks with other layers at a text without its JSON escapes, also those of JSON strings in JSON
 * strings, and at a text without its percent escapes.
 */
final class EscapesLayer implements Layer {
  private static final int DEEPEST = 3;

  private final List<Layer> layers;

  EscapesLayer(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  @Override
  public void search(TextView passage, Place whole, Candidates found) {
    // What is escaped in an address is a text by itself.
    Place place = whole.text(passage.text());
    TextView inner = passage;
    for (int depth = 0; depth < DEEPEST && inner.masked().indexOf('\\') >= 0; depth++) {
      inner = inner.unescaped(Encoding.JSON);
      search(inner, layers, place, found);
    }
    if (passage.masked().indexOf('%') >= 0) {
      search(passage.unescaped(Encoding.URLENCODE), layers, place, found);
    }
  }

  private static void search(TextView passage, List<Layer> layers, Place place, Candidates found) {
    layers.forEach(layer -> layer.search(passage, place, found));
  }
}
