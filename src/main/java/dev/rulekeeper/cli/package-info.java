/**
 * The command line: parses, makes one call, prints. The only room that knows picocli, the standard
 * streams and exit codes.
 */
@NullMarked
package dev.rulekeeper.cli;

import org.jspecify.annotations.NullMarked;
