/**
 * Finding what nobody has named yet: the layers of the detector, each one way to find credentials,
 * and the names that it suggests for them. Reports where a credential stands and leaves the rule as
 * it is.
 */
@NullMarked
package dev.rulekeeper.secret.detection;

import org.jspecify.annotations.NullMarked;
