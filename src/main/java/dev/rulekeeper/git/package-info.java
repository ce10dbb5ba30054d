/**
 * The Git work tree and its refs: commits, branches, the base and the lock, fetch and push. The
 * only room that knows JGit. Never looks into a rule.
 */
@NullMarked
package dev.rulekeeper.git;

import org.jspecify.annotations.NullMarked;
