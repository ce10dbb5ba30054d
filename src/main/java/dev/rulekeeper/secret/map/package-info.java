/**
 * Where values come from: secret maps and the files, formats and environment variables that give
 * them, read strictly. A message names the source, the line and the name, never the value. Which
 * file it is and who may read it is the caller's affair.
 */
@NullMarked
package dev.rulekeeper.secret.map;

import org.jspecify.annotations.NullMarked;
