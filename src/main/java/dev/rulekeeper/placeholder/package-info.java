/**
 * Placeholders: {@code <<secret:name>>} and its relatives inside one string. Owns the one grammar,
 * for rendering a string and for reading a rendered string back. Never sees YAML, files or where
 * values come from; the only room that knows mustache.
 */
@NullMarked
package dev.rulekeeper.placeholder;

import org.jspecify.annotations.NullMarked;
