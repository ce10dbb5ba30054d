/**
 * Carries a plan out, rule by rule, with every attempt journaled. Takes its decisions from the plan
 * and never makes one of its own beyond refusing.
 */
@NullMarked
package dev.rulekeeper.sync;

import org.jspecify.annotations.NullMarked;
