package dev.rulekeeper.sandbox;

/** A user of the site; only an administrator may use the rule management. */
record Account(String accountId, String email, String displayName, boolean administrator) {}
