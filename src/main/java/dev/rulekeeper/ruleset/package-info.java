/**
 * The rule repository as files: configuration, ledger, rule files, templates, and the deterministic
 * YAML they are written in. Owns paths and line numbers. The only room that knows YAML; never sees
 * a secret value or a site.
 */
@NullMarked
package dev.rulekeeper.ruleset;

import org.jspecify.annotations.NullMarked;
