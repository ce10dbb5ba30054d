/**
 * A site on loopback that behaves like the real one, for the demo, the tests and for trying things
 * out. Shares no code with the client it is there to test, the JSON trees aside.
 */
@NullMarked
package dev.rulekeeper.sandbox;

import org.jspecify.annotations.NullMarked;
