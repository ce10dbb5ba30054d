/**
 * The smallest pieces that every part of the room reads text with: classes of characters, the words
 * of a name, and what of a template text is literal. Knows nothing of rules and secrets.
 */
@NullMarked
package dev.rulekeeper.secret.text;

import org.jspecify.annotations.NullMarked;
