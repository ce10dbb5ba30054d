/**
 * The base: each rule as it was when Git and site last agreed, with placeholders. Owns its format
 * and what it may remember of a read. Never knows where it is kept; {@code git} does.
 */
@NullMarked
package dev.rulekeeper.base;

import org.jspecify.annotations.NullMarked;
