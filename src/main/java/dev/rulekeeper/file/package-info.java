/**
 * Files as values: what is to become of which file, and a file that only its owner reads. Knows
 * neither Git nor rules.
 */
@NullMarked
package dev.rulekeeper.file;

import org.jspecify.annotations.NullMarked;
