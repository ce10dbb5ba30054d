/**
 * Secret values and everything that keeps them apart from Git: where they come from, how they are
 * found, named and replaced, the ledger of what may go where, the redactor and the leak guard. The
 * only place where values live. Never writes a file and never talks to a site.
 *
 * <p>Here is a value itself; each part of the room has a package below and says there what it does.
 */
@NullMarked
package dev.rulekeeper.secret;

import org.jspecify.annotations.NullMarked;
