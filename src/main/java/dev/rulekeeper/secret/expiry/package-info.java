/**
 * When a value expires, as far as the value or the address it stands in says so itself. Asks nobody
 * and keeps nothing of the value.
 */
@NullMarked
package dev.rulekeeper.secret.expiry;

import org.jspecify.annotations.NullMarked;
