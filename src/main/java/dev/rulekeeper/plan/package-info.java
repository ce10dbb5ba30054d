/**
 * Compares Git, site and base, and says what a sync would do and why. Reads only; what it returns
 * holds placeholders and never a value.
 */
@NullMarked
package dev.rulekeeper.plan;

import org.jspecify.annotations.NullMarked;
