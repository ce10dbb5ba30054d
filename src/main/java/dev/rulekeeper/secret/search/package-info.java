/**
 * Finds known values in a text in whatever encoding, and puts placeholders in their place. Works on
 * texts alone and does not know what a rule looks like, nor what looks like a secret.
 */
@NullMarked
package dev.rulekeeper.secret.search;

import org.jspecify.annotations.NullMarked;
