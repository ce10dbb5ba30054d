package dev.rulekeeper.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextPackingTest {
  @Property(seed = Draws.SEED, tries = 300)
  void every_text_comes_back_whatever_was_packed_before_it(@ForAll List<String> texts) {
    TextPacking packing = new TextPacking();
    List<PackedText> packed = new ArrayList<>();
    List<String> whole = texts.stream().map(PackedTextTest::whole).toList();
    whole.forEach(text -> packed.add(packing.pack(text)));
    assertThat(packed.stream().map(PackedText::get).toList()).isEqualTo(whole);
  }

  @Test
  void what_the_first_texts_say_takes_next_to_no_room_in_the_others() {
    TextPacking packing = new TextPacking();
    for (int i = 0; i < 5; i++) {
      packing.pack(text(i));
    }
    assertThat(packing.pack(text(5)).size()).isLessThan(PackedText.of(text(5)).size() / 10);
    assertThat(packing.pack(text(5)).get()).isEqualTo(text(5));
  }

  @Test
  void more_than_the_first_texts_is_not_learned() {
    TextPacking packing = new TextPacking();
    String first = "a".repeat(TextPacking.LARGEST);
    String second = text(1);
    packing.pack(first);
    packing.pack(second);
    assertThat(packing.pack(second).get()).isEqualTo(second);
    assertThat(packing.toString()).isEqualTo("TextPacking[" + TextPacking.LARGEST + "]");
  }

  /** Words that no other text of this test has, and one that makes it differ. */
  private static String text(int number) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      text.append(Integer.toHexString(i * 7919)).append(' ');
    }
    return text.append(number).toString();
  }
}
