/**
 * Rule templates: a rule with parameters, its instances, and shared text fragments. Pure functions
 * on trees, both ways: which rule an instance stands for, and what an instance must say to stand
 * for a given rule. Never reads a file and never sees a secret value.
 */
@NullMarked
package dev.rulekeeper.template;

import org.jspecify.annotations.NullMarked;
