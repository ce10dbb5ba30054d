package dev.rulekeeper.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * A finding ends where the syntax around it ends it: the value of a found credential can become any
 * other of the same alphabet, and the text around it, in whatever language it is written, stays as
 * it was to the byte. For places that have an encoding, {@link PlaceRotationLawTest} holds more.
 */
class FindingBorderLawTest {
  private static final RuleId ID = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470");
  private static final AtomicInteger FOUND = new AtomicInteger();

  /** Texts of many languages; {@code %s} is the credential. */
  private static final String[] TEXTS = {
    "export API_TOKEN=%s\n./deploy.sh",
    "export API_TOKEN='%s'; ./deploy.sh",
    "API_TOKEN=\"%s\" ./deploy.sh --all",
    "API_TOKEN=%s && ./deploy.sh",
    "API_TOKEN=%s | tee log",
    "set DB_PASSWORD=%s\r\nrun.bat",
    "curl -u bot:%s https://ci.acme.example/start",
    "curl -H \"Authorization: Bearer %s\" https://ci.acme.example/start",
    "curl -H 'X-Api-Key: %s' -d @body https://ci.acme.example/start",
    "curl https://ci.acme.example/start?access_token=%s&job=1",
    "docker login -u bot -p %s registry.acme.example",
    "mysql --user=bot --password=%s --host=db.acme.example",
    "machine git.acme.example login bot password %s",
    "git clone https://bot:%s@git.acme.example/a.git",
    "db.user=bot\ndb.password=%s\ndb.url=jdbc:h2:mem",
    "db.password = %s # of the bot",
    "[auth]\nuser = bot\napi_key = %s\n",
    "user: bot\npassword: %s\nport: 5432\n",
    "user: bot\npassword: \"%s\"\nport: 5432\n",
    "- name: API_TOKEN\n  value: %s\n- name: PORT\n  value: 80\n",
    "env: {API_TOKEN: %s, PORT: 80}",
    "token = \"%s\"\nregion = \"eu\"\n",
    "def token = '%s'\nhttp.get(url)",
    "const apiKey = `%s`;\nfetch(url)",
    "client = Client(api_key=\"%s\", timeout=3)",
    "headers = {\"Authorization\": \"Bearer %s\", \"Accept\": \"*/*\"}",
    "$secret = \"%s\";",
    "Password=%s;Server=db.acme.example;Database=a",
    "Server=db.acme.example;User Id=bot;Password=%s;",
    "postgres://bot:%s@db.acme.example:5432/a?sslmode=require",
    "<add key=\"ApiToken\" value=\"%s\"/>",
    "<password>%s</password><user>bot</user>",
    "| user | password |\n|---|---|\n| bot | %s |\n",
    "||user||password||\n|bot|%s|\n",
    "The password: %s (valid until May).",
    "Passwort: %s, Benutzer: bot",
    "Mot de passe : %s\nUtilisateur : bot",
    "*Password:* %s",
    "{code}token=%s{code}",
    "(api_key: %s)",
    "[token=%s]",
    "token=%s,user=bot",
    "user=bot&password=%s&grant_type=password",
    "{'password': '%s', 'user': 'bot'}",
    "新しいパスワード: %s（来月まで有効）",
    "let api_token: &'static str = \"%s\";",
    "token := \"%s\"\nhttp.Get(url)",
    "var secret = @\"%s\";",
    "password: |\n  %s\nuser: bot",
    "{\"password\": {\"type\": \"hidden\", \"value\": \"%s\"}}",
    "[[\"user\", \"bot\"], [\"password\", \"%s\"]]",
    "[\"--token\", \"%s\", \"--verbose\"]",
    "user;password;host\nbot;%s;db.acme.example\n",
    "<table><tr><th>Password</th></tr><tr><td>%s</td></tr></table>",
    "{\"credentials\": \"bot:%s\"}",
    "smbclient //files/share -U bot%%s -c ls",
    "user: bot, p: %s (old)",
    "https://ci.acme.example/hooks/catch/%s/",
    "{{#if(equals(webhookData.token, \"%s\"))}}x{{/}}"
  };

  @Property(seed = Draws.SEED, tries = 600)
  void whatever_a_found_credential_becomes_the_text_around_it_stays(
      @ForAll("texts") String text,
      @ForAll("values") String first,
      @ForAll("values") String later) {
    ObjectNode live = Rules.body(text.replace("%s", first));
    PlaceholderInsertion.Result result =
        Replacements.in(List.of(new Rule(ID, live)), Secrets.map(Map.of()));
    Set<SecretName> names = result.adopted().names();
    if (names.isEmpty()) {
      return;
    }
    FOUND.incrementAndGet();
    assertThat(names).as(text).hasSize(1);
    Rule adopted = Replacements.rule(result, ID);
    SecretMap rotated = SecretMap.of(Map.of(names.iterator().next(), SecretValue.of(later)));
    assertThat(new Rendering(rotated, Map.of()).render(adopted).fields())
        .as(text)
        .isEqualTo(Rules.body(text.replace("%s", later)));
  }

  @AfterContainer
  static void nearly_all_are_found() {
    assertThat(FOUND.get()).isGreaterThan(500);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(TEXTS);
  }

  /** With a capital, a small letter and a digit, as a person would not call a word. */
  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings()
        .withChars("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
        .ofMinLength(8)
        .ofMaxLength(40)
        .map(text -> "x7" + text + "Q4");
  }
}
