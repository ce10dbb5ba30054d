/**
 * Brings the rules of a site into the work tree: fetch, find secrets, substitute, write, commit.
 * Everything is computed before the first byte is written. Never changes the site.
 */
@NullMarked
package dev.rulekeeper.export;

import org.jspecify.annotations.NullMarked;
