package dev.rulekeeper.ruleset;

import dev.rulekeeper.rule.Rule;
import java.util.Optional;
import java.util.function.Supplier;

/** Rule files that were read before, by their exact text. */
public interface ParsedFiles {
  /** Knows none, and learns none. */
  ParsedFiles NONE =
      new ParsedFiles() {
        @Override
        public Optional<Known> of(String text) {
          return Optional.empty();
        }

        @Override
        public void learn(String text, Rule rule) {
          // As its name says.
        }
      };

  /**
   * A file that was right and used neither template nor fragment.
   *
   * @param rule what it stands for; its tree is the one that the file has
   * @param text gives its exact text
   */
  record Known(Rule rule, Supplier<String> text) {}

  /** What is known of the file with this text. */
  Optional<Known> of(String text);

  /**
   * That the file with this text is right, uses neither template nor fragment, and stands for this
   * rule.
   */
  void learn(String text, Rule rule);
}
