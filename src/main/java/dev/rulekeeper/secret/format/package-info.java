/**
 * The table of token forms, a family of vendors a class: the kind, where to look for it, the
 * pattern, an example, the source. A new kind of token is one row here.
 */
@NullMarked
package dev.rulekeeper.secret.format;

import org.jspecify.annotations.NullMarked;
