/**
 * What differs between two JSON trees: aligning components, the RFC 6902 patch, the three-way
 * merge. Pure functions on trees without I/O; the only room that knows json-patch. Never knows what
 * a secret is.
 */
@NullMarked
package dev.rulekeeper.diff;

import org.jspecify.annotations.NullMarked;
