/**
 * The rules that a fresh sandbox holds: invented, but of every kind that real sites have, with
 * invented tokens in the places where real ones sit. Only builds trees in the form in which a
 * caller would send them; giving ids and storing is the sandbox's.
 */
@NullMarked
package dev.rulekeeper.sandbox.seed;

import org.jspecify.annotations.NullMarked;
