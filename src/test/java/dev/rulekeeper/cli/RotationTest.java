package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rotation is exact for every old and every new value, and says so where it cannot be. */
class RotationTest {
  private static final List<String> OLDER =
      List.of("Tr0ub4dor&3x", "Tr0ub,4dor3x", "correct horse 7", "pa<ss>w0rd7", "pa}ss{w0rd7");
  private static final String NEW = "Nnnn-1111-mmmm";

  @TempDir private Path folder;
  private RotationSite site;

  @BeforeEach
  void start_a_site() {
    site = RotationSite.start(folder, SandboxOptions.builder().rules(1).build());
  }

  @AfterEach
  void stop_the_site() {
    site.close();
  }

  @Test
  void a_value_in_a_header_is_rotated_whatever_its_characters() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> expected = new LinkedHashMap<>();
    for (String old : OLDER) {
      values.put("t" + values.size(), old);
      expected.put(site.withHeader("Bearer " + old), "Bearer " + NEW + expected.size());
    }
    site.export(values);
    rotateAll(values);
    expected.forEach((id, header) -> assertThat(site.header(id)).isEqualTo(header));
    assertNothingLeft(values);
  }

  @Test
  void so_it_is_in_a_json_body_a_form_and_an_address() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> bodies = new LinkedHashMap<>();
    Map<String, String> addresses = new LinkedHashMap<>();
    for (String old : OLDER) {
      String encoded = Encoding.URLENCODE.encode(old);
      String json = "{\"user\":\"bot\",\"password\":\"%s\"}";
      bodies.put(site.withBody(json.formatted(old)), json.formatted(next(values, old)));
      String form = "user=bot&password=%s";
      bodies.put(site.withBody(form.formatted(encoded)), form.formatted(next(values, old)));
      String url = "https://ci.acme.example/start?token=%s&x=1";
      addresses.put(site.withAddress(url.formatted(encoded)), url.formatted(next(values, old)));
    }
    // One value has three names here, so each place keeps the name that Git gave it first.
    Map<String, String> distinct = new LinkedHashMap<>();
    OLDER.forEach(old -> distinct.put("t" + distinct.size(), old));
    site.export(distinct);
    rotateAll(distinct);
    bodies.forEach((id, body) -> assertThat(site.body(id)).isEqualTo(body));
    addresses.forEach((id, address) -> assertThat(site.address(id)).isEqualTo(address));
    assertNothingLeft(distinct);
  }

  /** The value that comes after {@code old}: the same for each place of it. */
  private static String next(Map<String, String> values, String old) {
    values.putIfAbsent(old, NEW + OLDER.indexOf(old));
    return values.get(old);
  }

  @Test
  void a_new_value_that_is_the_rest_of_the_old_one_is_written_and_leaves_nothing_in_git()
      throws IOException {
    String old = "Quaxel.kjhgf-4711-abcd";
    String id = site.withHeader("Bearer " + old);
    site.export(Map.of("t", old));
    Map<String, String> files = site.files();
    site.secrets(Map.of("t", "kjhgf-4711-abcd"));

    site.repository().runWithSecrets("secrets", "verify", "t").exitedWith(8);
    site.repository().runWithSecrets("export", "--full").succeeded();
    assertThat(site.files()).isEqualTo(files);
    assertThat(site.everythingWritten()).doesNotContain("Quaxel");
    site.repository().runWithSecrets("secrets", "verify", "t").exitedWith(8);
    site.repository().runWithSecrets("sync").succeeded();

    assertThat(site.header(id)).isEqualTo("Bearer kjhgf-4711-abcd");
    site.repository().runWithSecrets("export", "--full").succeeded();
    assertThat(site.files()).isEqualTo(files);
    site.repository().runWithSecrets("secrets", "verify", "t").succeeded();
    assertThat(site.everythingWritten()).doesNotContain("Quaxel");
  }

  private void rotateAll(Map<String, String> values) throws IOException {
    Map<String, String> files = site.files();
    Map<String, String> rotated = new LinkedHashMap<>();
    values.keySet().forEach(name -> rotated.put(name, NEW + rotated.size()));
    site.secrets(rotated);
    site.repository().runWithSecrets("sync").succeeded();
    site.repository().runWithSecrets("plan", "--exit-code", "--full").succeeded();
    site.repository().runWithSecrets("export", "--full").succeeded();
    assertThat(site.files()).isEqualTo(files);
    rotated
        .keySet()
        .forEach(name -> site.repository().runWithSecrets("secrets", "verify", name).succeeded());
  }

  private void assertNothingLeft(Map<String, String> older) throws IOException {
    String written = site.everythingWritten();
    assertThat(older.values()).isNotEmpty().allSatisfy(v -> assertThat(written).doesNotContain(v));
  }
}
