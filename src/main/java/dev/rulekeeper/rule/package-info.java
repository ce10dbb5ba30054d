/**
 * What a rule is: its identity, the form the API speaks and the form a file holds, and the pure
 * functions between the two. Rules are JSON trees that nobody changes once they are made. This room
 * does no I/O and knows nothing but the JDK and {@code JsonNode}.
 */
@NullMarked
package dev.rulekeeper.rule;

import org.jspecify.annotations.NullMarked;
