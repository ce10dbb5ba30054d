/**
 * Rule families: a template with parameters, its instances, and shared text fragments. Pure
 * functions on trees, both ways: what an instance stands for, and what an instance must say to
 * stand for a given rule. Never reads a file and never sees a secret value.
 */
@NullMarked
package dev.rulekeeper.family;

import org.jspecify.annotations.NullMarked;
