/**
 * What becomes of a credential that has no name yet: its name, its ledger entry, and the
 * placeholder that takes its place in rules. Never decides what a credential looks like.
 */
@NullMarked
package dev.rulekeeper.adopt;

import org.jspecify.annotations.NullMarked;
