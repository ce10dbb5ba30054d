/**
 * How a rule repository comes to be: its first files, its pre-commit hook and the pipeline of the
 * host that it lies on. Asks no site, and changes no file that people have written.
 */
@NullMarked
package dev.rulekeeper.setup;

import org.jspecify.annotations.NullMarked;
