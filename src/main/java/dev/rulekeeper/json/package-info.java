/**
 * JSON trees and nothing else: numbers that keep their digits, string leaves, equality, the
 * alignment of arrays, RFC 6902 patches and the three-way merge. Pure functions without I/O; the
 * only room that knows json-patch. Never knows what a rule is.
 */
@NullMarked
package dev.rulekeeper.json;

import org.jspecify.annotations.NullMarked;
