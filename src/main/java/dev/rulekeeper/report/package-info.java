/**
 * Plans and inventories as text, JSON and Markdown. Formats what it is given; computes nothing
 * about rules and masks nothing, since what it is given is masked already.
 */
@NullMarked
package dev.rulekeeper.report;

import org.jspecify.annotations.NullMarked;
