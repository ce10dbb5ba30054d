package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.secret.Rules;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The freer ways in which people write down a credential, and what resembles them. */
class SpellingsTest {
  private static final String OPAQUE = "q7Wk2Zp9Xr4L";

  static Stream<Arguments> credentials() {
    return Stream.of(
        Arguments.of(Rules.header("Authorization", "\"Bearer abc\""), "\"Bearer <<secret:x>>\""),
        Arguments.of(Rules.header("Authorization", "Bearer: abc"), "Bearer: <<secret:x>>"),
        Arguments.of(Rules.header("Cookie", "JSESSIONID=AB12"), "JSESSIONID=<<secret:x>>"),
        Arguments.of(Rules.header("Cookie", OPAQUE), "<<secret:x>>"),
        Arguments.of(Rules.header("X-Session-Id", OPAQUE), "<<secret:x>>"),
        Arguments.of(Rules.header("X-Params", "token=abc&x=1"), "token=<<secret:x>>&x=1"),
        Arguments.of(Rules.header("X-Custom", "Bearer q7Wk2Zp9Xr4Ltv8N"), "Bearer <<secret:x>>"),
        Arguments.of(
            Rules.request("https://a.example.com/x;jsessionid=AB12?y=1"),
            "https://a.example.com/x;jsessionid=<<secret:x>>?y=1"),
        Arguments.of(
            Rules.request("https://a.example.com/?d=%7B%22token%22%3A%22q7W%22%7D"),
            "https://a.example.com/?d=%7B%22token%22%3A%22<<secret:x>>%22%7D"),
        Arguments.of(
            Rules.body("{\"headers\": [{\"key\": \"X-Api-Key\", \"value\": \"q7W\"}]}"),
            "{\"headers\": [{\"key\": \"X-Api-Key\", \"value\": \"<<secret:x>>\"}]}"),
        Arguments.of(Rules.body("user: bot\ntoken: abc"), "user: bot\ntoken: <<secret:x>>"),
        Arguments.of(
            Rules.body("{\"webhookUrl\": \"https://chat.acme.com/in/q7Wk2Zp9Xr4Ltv8N\"}"),
            "{\"webhookUrl\": \"https://chat.acme.com/in/<<secret:x>>\"}"),
        Arguments.of(
            Rules.body("Server=a;User Id=b;Password=q7Wk;"),
            "Server=a;User Id=b;Password=<<secret:x>>;"),
        Arguments.of(
            Rules.comment("curl --user bot:hunter2 https://a.example.com"),
            "curl --user bot:<<secret:x>> https://a.example.com"),
        Arguments.of(Rules.comment("*Token:* " + OPAQUE), "*Token:* <<secret:x>>"),
        Arguments.of(Rules.comment("token: `" + OPAQUE + "`"), "token: `<<secret:x>>`"),
        Arguments.of(Rules.comment("API key: " + OPAQUE + "."), "API key: <<secret:x>>."),
        Arguments.of(
            Rules.variable("authHeader", "Basic Ym90OmFiYw=="),
            "Basic <<#base64>>bot:<<secret:x>><</base64>>"),
        Arguments.of(Rules.variable("token1", "abc"), "<<secret:x>>"),
        Arguments.of(Rules.variable("tokenProd", "abc"), "<<secret:x>>"),
        Arguments.of(Rules.variable("myTokenForGitlab", "abc"), "<<secret:x>>"),
        Arguments.of(Rules.variable("gitlabTokenCi", OPAQUE), "<<secret:x>>"),
        Arguments.of(
            Rules.variable("chatWebhook", "https://chat.acme.com/in/q7Wk2Zp9Xr4Ltv8N"),
            "https://chat.acme.com/in/<<secret:x>>"));
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void the_credential_goes(ObjectNode rule, String replaced) {
    assertThat(Rules.replaced(rule)).isEqualTo(replaced);
  }

  static Stream<ObjectNode> others() {
    return Stream.of(
        Rules.header("Authorization", "Bearer"),
        Rules.header("Authorization", "Basic Ym90QGFjbWUuY29tOg=="),
        Rules.request("https://a.example.com/?token=%7B%7Bissue.token%7D%7D"),
        Rules.request("https://a.example.com/?key=summary2024&code=ABC-123"),
        Rules.request("https://token:<<secret:x>>@git.example.com/path123456789"),
        Rules.comment("https://token:<<secret:x>>@git.example.com/path123456789"),
        Rules.body("{\"auth\": \"basic\", \"authentication\": \"OAuth2\"}"),
        Rules.body("{\"session\": \"Sprint-2024-11\", \"signature\": \"Kind regards, Bob\"}"),
        Rules.comment("auth=oauth2 session=expired2024 pass=true"),
        Rules.comment("Secret: none. Token=optional. API key: required"),
        Rules.comment("The password: is stored in secret/data/ci/token-2024"),
        Rules.variable("tokenId", OPAQUE),
        Rules.variable("tokenUrl", "https://a.example.com/oauth/token"),
        Rules.variable("passwordExpired", "true"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void what_resembles_one_stays(ObjectNode rule) {
    assertThat(Rules.values(rule)).isEmpty();
  }
}
