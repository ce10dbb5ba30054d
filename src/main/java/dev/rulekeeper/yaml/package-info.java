/**
 * YAML text: reading with line numbers, writing in one deterministic style, and rewriting single
 * entries so that the comments of people survive. The only room that knows a YAML library. Never
 * knows what a document is for.
 */
@NullMarked
package dev.rulekeeper.yaml;

import org.jspecify.annotations.NullMarked;
