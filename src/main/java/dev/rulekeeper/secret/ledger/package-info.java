/**
 * The ledger, {@code secrets.yaml}, and the policy that it makes: which secret may be sent where
 * and published where. Holds names only, never a value.
 */
@NullMarked
package dev.rulekeeper.secret.ledger;

import org.jspecify.annotations.NullMarked;
