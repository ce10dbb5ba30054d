/**
 * The rule repository as files: configuration, rule files, templates and site mappings by path,
 * with line numbers. Writes nothing itself and never sees a secret value or a site.
 */
@NullMarked
package dev.rulekeeper.ruleset;

import org.jspecify.annotations.NullMarked;
