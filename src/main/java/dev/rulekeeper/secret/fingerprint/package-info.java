/**
 * Keyed fingerprints, by which a later run can tell whether a value is still the same without
 * having it. Without the key they say nothing.
 */
@NullMarked
package dev.rulekeeper.secret.fingerprint;

import org.jspecify.annotations.NullMarked;
