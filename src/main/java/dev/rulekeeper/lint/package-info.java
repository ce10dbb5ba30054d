/**
 * What is wrong with the files of a repository, as far as the files alone can tell: what a site
 * would refuse, what the ledger does not know, and credentials in clear. Asks no site, changes
 * nothing, and prints nothing.
 */
@NullMarked
package dev.rulekeeper.lint;

import org.jspecify.annotations.NullMarked;
