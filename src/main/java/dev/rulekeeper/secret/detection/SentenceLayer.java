package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.detection.CredentialWords.Kind;
import dev.rulekeeper.secret.detection.CredentialWords.Match;
import dev.rulekeeper.secret.place.Place;
import java.util.Optional;

/**
 * Finds credentials that people write down for each other: behind a label in any language, in a
 * sentence that says what the password is, in {@code user / password}.
 */
final class SentenceLayer implements Layer {
  private static final String KIND = "credential-text";

  @Override
  public void search(TextView passage, Place place, Candidates found) {
    if (place.role() == Place.Role.URL || place.role() == Place.Role.WEBHOOK_URL) {
      return;
    }
    String text = passage.masked();
    LayerTriggers signals = passage.signals();
    int end = 0;
    int signal = signals.next(LayerTriggers.NAME, 0);
    while (signal >= 0) {
      int at = signals.at(signal);
      Optional<Match> name = at < end ? Optional.empty() : CredentialWords.nameAt(text, at);
      if (name.isPresent()) {
        if (!isPartOfName(text, name.get())) {
          sentence(passage, name.get(), found);
        }
        end = name.get().end();
      }
      signal = signals.next(LayerTriggers.NAME, signal + 1);
    }
  }

  /** Whether the word is part of a name, of an option or of a key, which other layers look at. */
  private static boolean isPartOfName(String text, Match name) {
    char before = name.start() == 0 ? ' ' : text.charAt(name.start() - 1);
    char after = name.end() == text.length() ? ' ' : text.charAt(name.end());
    boolean key = (before == '"' || before == '\'') && after == before;
    // WLAN-Kennwort is a word, and a full stop ends a sentence.
    boolean compound =
        before == '-' && name.start() > 1 && Character.isLetter(text.charAt(name.start() - 2));
    boolean stop =
        after == '.'
            && (name.end() + 1 == text.length()
                || Character.isWhitespace(text.charAt(name.end() + 1)));
    // As in grant_type=password&username=bot.
    boolean parameter = before == '=' && after == '&';
    return key
        || parameter
        || (!compound && "-_.$/@?&{\\<".indexOf(before) >= 0)
        || (!stop && "-_([/.@>".indexOf(after) >= 0);
  }

  private static void sentence(TextView passage, Match name, Candidates found) {
    SentenceReader reader = new SentenceReader(passage.masked(), name);
    Optional<SentenceReader.Value> value =
        name.kind() == Kind.ACCOUNT ? reader.ofAccount() : reader.behind().or(reader::before);
    value.ifPresent(
        at -> {
          LocatedFinding finding = passage.locate(at.start(), at.end());
          String suggestion = name.kind() == Kind.TOKEN ? "token" : "password";
          if (at.certain()) {
            found.add(finding, KIND, suggestion);
          } else {
            found.warn(finding, KIND, suggestion);
          }
        });
  }
}
