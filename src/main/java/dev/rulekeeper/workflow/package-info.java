/**
 * What a command does from its beginning to its end: opens the repository and the site, plans,
 * syncs, exports, rotates, undoes, examines. Knows neither options nor streams nor exit codes, and
 * decides nothing about rules.
 */
@NullMarked
package dev.rulekeeper.workflow;

import org.jspecify.annotations.NullMarked;
