/**
 * What a rule does with each of its texts: what for, where it is sent, who can read it there. The
 * one walk through a rule that detection and the ledger share. Knows component types, never values.
 */
@NullMarked
package dev.rulekeeper.secret.place;

import org.jspecify.annotations.NullMarked;
