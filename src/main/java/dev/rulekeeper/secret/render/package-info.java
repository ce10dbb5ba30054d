/**
 * Puts values in the place of placeholders in whole rules, and placeholders in the place of values.
 * Knows the masks that a site shows; never decides what a secret is.
 */
@NullMarked
package dev.rulekeeper.secret.render;

import org.jspecify.annotations.NullMarked;
