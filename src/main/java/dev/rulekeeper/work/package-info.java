/**
 * Work on all processors: pure functions of many things, whose results come in the order in which
 * the things were handed in. Knows nothing of what is worked on.
 */
@NullMarked
package dev.rulekeeper.work;

import org.jspecify.annotations.NullMarked;
