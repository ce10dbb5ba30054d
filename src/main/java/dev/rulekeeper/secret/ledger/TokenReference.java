package dev.rulekeeper.secret.ledger;

/**
 * Which of the tokens that the organization lists a secret is.
 *
 * @param user the e-mail address of the account that it belongs to
 * @param label what it is called there
 */
public record TokenReference(String user, String label) {
  /** As a person reads it: {@code 'ci' of bot@acme.com}. */
  @Override
  public String toString() {
    return "'" + label + "' of " + user;
  }
}
