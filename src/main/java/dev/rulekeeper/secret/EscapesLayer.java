package dev.rulekeeper.secret;

import dev.rulekeeper.template.Encoding;
import java.util.List;

/**
 * Looks with other layers at a text without its JSON escapes and at a text without its percent
 * escapes; one level.
 */
final class EscapesLayer implements Layer {
  private final List<Layer> layers;

  EscapesLayer(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  @Override
  public void search(Passage passage, Place place, Candidates found) {
    if (passage.masked().indexOf('\\') >= 0) {
      Passage view = passage.unescaped(Encoding.JSON);
      layers.forEach(layer -> layer.search(view, place, found));
    }
    if (passage.masked().indexOf('%') >= 0) {
      Passage view = passage.unescaped(Encoding.URLENCODE);
      layers.forEach(layer -> layer.search(view, place, found));
    }
  }
}
