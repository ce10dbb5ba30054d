package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.sandbox.Caller.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AuthenticationTest {
  private static final String GENERIC =
      "api.error.unknown: The request body could not be parsed, please ensure the values provided"
          + " are valid.";
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(3).build());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void tenant_info_needs_no_credentials() {
    HttpRequest.Builder bare =
        HttpRequest.newBuilder(URI.create(sandbox.url() + "/_edge/tenant_info"));
    Reply reply = Caller.of(sandbox).send(bare);
    assertThat(reply.json().get("cloudId").asText()).isEqualTo(sandbox.cloudId());
  }

  @Test
  void myself_is_the_user_of_the_token() {
    Reply reply = Caller.of(sandbox).get("/rest/api/3/myself");
    assertThat(reply.json().get("emailAddress").asText()).isEqualTo("admin@acme.example");
    assertThat(reply.json().get("accountId").asText()).isEqualTo(Accounts.ADMINISTRATOR);
  }

  @Test
  void a_revoked_token_gets_401_with_an_empty_body_on_reads() {
    sandbox.revoke(sandbox.token());
    Caller caller = Caller.of(sandbox);
    for (String path : new String[] {"rule/summary", "rule/x", "/rest/api/3/myself"}) {
      Reply reply = caller.get(path);
      assertThat(reply.status()).as(path).isEqualTo(401);
      assertThat(reply.body()).isEmpty();
    }
    assertThat(caller.post("rule/summary", "{\"limit\":1}").status()).isEqualTo(401);
  }

  @Test
  void a_revoked_token_is_told_on_writes_that_the_body_is_bad() {
    sandbox.revoke(sandbox.token());
    Caller caller = Caller.of(sandbox);
    String id = sandbox.rules().get(0).at("/rule/uuid").asText();
    for (Reply reply :
        new Reply[] {
          caller.put("rule/" + id, sandbox.rule(id)),
          caller.put("rule/" + id + "/state", "{\"value\":\"ENABLED\"}"),
          caller.post("rule", sandbox.rule(id)),
          caller.delete("rule/" + id)
        }) {
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.error()).isEqualTo(GENERIC);
    }
  }

  @Test
  void a_token_of_somebody_else_or_none_at_all_is_a_bad_token() {
    assertThat(Caller.as(sandbox, "other@acme.example", sandbox.token()).get("rule/summary"))
        .extracting(Reply::status)
        .isEqualTo(401);
    HttpRequest.Builder bare =
        HttpRequest.newBuilder(
            URI.create(sandbox.url() + Caller.of(sandbox).base() + "/rule/summary"));
    assertThat(Caller.of(sandbox).send(bare).status()).isEqualTo(401);
  }

  @Test
  void a_new_token_opens_the_site_and_the_old_one_goes_on_to() {
    String token = sandbox.issueToken();
    assertThat(Caller.as(sandbox, sandbox.email(), token).get("rule/summary").status())
        .isEqualTo(200);
    assertThat(Caller.of(sandbox).get("rule/summary").status()).isEqualTo(200);
  }

  @Test
  void a_user_who_is_no_administrator_gets_403() {
    String email = sandbox.emailOfNonAdministrator();
    Caller viewer = Caller.as(sandbox, email, sandbox.issueToken(email));
    assertThat(viewer.get("rule/summary").status()).isEqualTo(403);
    assertThat(viewer.put("rule/x", "{}").status()).isEqualTo(403);
    assertThat(viewer.get("/rest/api/3/myself").status()).isEqualTo(200);
  }

  @Test
  void nobody_gets_a_token_who_is_not_a_user() {
    assertThatThrownBy(() -> sandbox.issueToken("nobody@acme.example"))
        .isInstanceOf(SandboxException.class)
        .hasMessage("The sandbox has no user nobody@acme.example.");
  }
}
