package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a client gets to go on with is opaque to it, and is believed only as it was given. */
class CursorTest {
  @Property(seed = Draws.SEED, tries = 200)
  void a_cursor_comes_back_as_it_went_whatever_it_filters(
      @ForAll String trigger, @ForAll String after, @ForAll int page, @ForAll long pass) {
    Cursor.Filter filter = new Cursor.Filter(trigger, "ENABLED", "", "5f0e-example");
    Cursor cursor = new Cursor(filter, after, page, pass, 1764424980123L);
    assertThat(Cursor.parse(cursor.text())).contains(cursor);
    assertThat(cursor.text()).as("fits into a query unescaped").matches("[A-Za-z0-9_-]+");
  }

  @Property(seed = Draws.SEED, tries = 200)
  void what_is_no_cursor_is_told_from_one_and_never_an_error(@ForAll String text) {
    Cursor.parse(text).ifPresent(read -> assertThat(Cursor.parse(read.text())).contains(read));
  }
}
