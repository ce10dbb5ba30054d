/**
 * Ids of one site and of another: what an id in a rule file is on the site that it is read for, by
 * {@code sites/<site>.yaml}. Pure; asks no site and never guesses an id.
 */
@NullMarked
package dev.rulekeeper.ids;

import org.jspecify.annotations.NullMarked;
