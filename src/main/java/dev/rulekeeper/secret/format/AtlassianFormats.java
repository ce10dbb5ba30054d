package dev.rulekeeper.secret.format;

import static dev.rulekeeper.secret.format.TokenFormat.begins;
import static dev.rulekeeper.secret.format.TokenFormat.holds;
import static dev.rulekeeper.secret.format.TokenFormat.proven;
import static dev.rulekeeper.secret.format.TokenFormats.WORD;

import java.util.List;

/**
 * Token forms of Atlassian's own: the cloud, its organisations, Data Center, Bitbucket and Trello.
 */
final class AtlassianFormats {
  static final List<TokenFormat> TABLE =
      List.of(
          holds(
              "atlassian-api-token",
              "ATATT3",
              0,
              "ATATT3" + WORD + "{20,512}(?:=[0-9A-Fa-f]{8})?",
              "ATATT3xFfGF0EXAMPLEexample0123456789=0A1B2C3D",
              "support.atlassian.com/atlassian-account/docs/manage-api-tokens"),
          holds(
              "atlassian-org-token",
              "ATCTT3",
              0,
              "ATCTT3" + WORD + "{20,512}(?:=[0-9A-Fa-f]{8})?",
              "ATCTT3xFfGN0EXAMPLEexample0123456789=0A1B2C3D",
              "support.atlassian.com/organization-administration/docs/manage-an-organization"),
          begins(
              "bitbucket-app-password",
              "ATBB",
              "ATBB[A-Za-z0-9]{24,64}(?:=[0-9A-F]{8})?",
              "ATBBexampleEXAMPLE0123456789012345AB",
              "support.atlassian.com/bitbucket-cloud/docs/app-passwords"),
          begins(
              "trello-token",
              "ATTA",
              "ATTA[0-9a-fA-F]{60,80}",
              "ATTA0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234567",
              "developer.atlassian.com/cloud/trello/guides/rest-api/authorization"),
          begins(
              "atlassian-oauth-secret",
              "ATOA",
              "ATOA" + WORD + "{40,120}",
              "ATOAexampleEXAMPLE0123456789exampleEXAMPLE0123456789example",
              "developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps"),
          begins(
              "bitbucket-server-token",
              "BBDC-",
              "BBDC-[A-Za-z0-9+/=]{30,64}",
              "BBDC-MTIzNDU2Nzg5MDEyOmV4YW1wbGVFWEFNUExFZXhhbXBs",
              "confluence.atlassian.com/bitbucketserver/http-access-tokens"),
          proven(
              "atlassian-token",
              "=",
              "(?<!" + WORD + ")" + WORD + "{24,512}=[0-9A-F]{8}(?!" + WORD + ")",
              Proofs::hasAtlassianChecksum,
              "EXAMPLEexample0123456789EXAMPLE=FEF096F5",
              "measured on the samples that scanners publish: CRC-32 of all before the digits"),
          proven(
              "atlassian-server-token",
              "",
              "(?<![A-Za-z0-9+])[MNO][A-Za-z0-9+/]{43}(?![A-Za-z0-9+=])",
              Proofs::isServerToken,
              "MTIzNDU2Nzg5MDEyOv4BAgMEBQYHCAkKCwwNDg8QERIT",
              "confluence.atlassian.com/enterprise/using-personal-access-tokens"));

  private AtlassianFormats() {}
}
