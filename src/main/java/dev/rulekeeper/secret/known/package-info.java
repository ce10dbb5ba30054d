/**
 * Values that are known: finding them in a text in whatever encoding, putting placeholders in their
 * place and values in the place of placeholders, redacting what goes out, guarding what is
 * committed. Works on texts alone and does not know what a rule looks like, nor what looks like a
 * secret.
 */
@NullMarked
package dev.rulekeeper.secret.known;

import org.jspecify.annotations.NullMarked;
