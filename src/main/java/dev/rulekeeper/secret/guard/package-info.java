/**
 * The last look at text on its way out: the redactor of every output and the guard of every commit.
 * Knows values only; never changes what is stored.
 */
@NullMarked
package dev.rulekeeper.secret.guard;

import org.jspecify.annotations.NullMarked;
