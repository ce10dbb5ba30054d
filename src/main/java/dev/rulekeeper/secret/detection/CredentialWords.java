package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.Characters;
import dev.rulekeeper.secret.text.TextResource;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What people call a credential, from the resource {@code credential-words.txt}. */
final class CredentialWords {
  /** What a word says. */
  enum Kind {
    /** A password, passphrase or code. */
    PASSWORD,
    /** A token or key that a machine made. */
    TOKEN,
    /** A user and a password. */
    ACCOUNT,
    /** Stands between a name and its value. */
    IS,
    /** Stands between a value and its name. */
    AS
  }

  private static final int ASCII = 128;
  private static final int LONGEST_ENDING = 16;
  private static final int SHORTEST_KEY = 5;
  private static final List<Word> ALL = read();
  private static final List<Word> BEHIND_VALUES =
      ALL.stream().filter(word -> word.kind() == Kind.AS).toList();
  private static final PrefixIndex<Word> BY_BEGINNING = index();

  /** A word, in small letters. */
  private record Word(String text, boolean stem, Kind kind) {
    /** How many of the first characters stand in a text as they are. */
    int certain() {
      int space = text.indexOf(' ');
      return space < 0 ? text.length() : space;
    }
  }

  /** A word in a text, from {@code start} to {@code end}. */
  record Match(Kind kind, int start, int end) {}

  private CredentialWords() {}

  private static List<Word> read() {
    var words = new ArrayList<Word>();
    for (String line : TextResource.lines(CredentialWords.class, "credential-words.txt")) {
      String[] fields = line.split("\\s+", 3);
      Kind kind = Kind.valueOf(fields[1].toUpperCase(Locale.ROOT));
      for (String word : fields[2].split(",")) {
        String text = word.strip();
        boolean stem = text.endsWith("*");
        words.add(new Word(stem ? text.substring(0, text.length() - 1) : text, stem, kind));
      }
    }
    words.sort(Comparator.comparing((Word word) -> -word.text().length()));
    return List.copyOf(words);
  }

  private static PrefixIndex<Word> index() {
    var index = new PrefixIndex<Word>();
    ALL.forEach(word -> index.add(word.text(), word.certain(), word));
    return index;
  }

  private static char lower(char c) {
    return c < ASCII ? (Characters.isUpper(c) ? (char) (c | 0x20) : c) : Character.toLowerCase(c);
  }

  /** By {@link PrefixIndex#hash}, whether a name may begin so. */
  static BitSet beginnings() {
    var beginnings = new BitSet(PrefixIndex.SIZE);
    for (Word word : ALL) {
      if (word.kind().compareTo(Kind.ACCOUNT) <= 0) {
        PrefixIndex.hashes(word.text(), word.certain()).forEach(beginnings::set);
      }
    }
    return beginnings;
  }

  /** Whether a name may begin at {@code at}, by its first four characters. */
  static boolean mayBegin(String text, int at) {
    List<Word> words = BY_BEGINNING.at(text, at);
    int fourth = at + PrefixIndex.LENGTH;
    char c = fourth < text.length() ? lower(text.charAt(fourth)) : '\0';
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      boolean certain = word.certain() > PrefixIndex.LENGTH;
      if (word.kind().compareTo(Kind.ACCOUNT) <= 0
          && (!certain || word.text().charAt(PrefixIndex.LENGTH) == c)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isJoint(char c) {
    return c == ' ' || c == '-' || c == '_' || c == '\u00A0';
  }

  /** The longest name of a credential at {@code at}, where a word begins there. */
  static Optional<Match> nameAt(String text, int at) {
    if (!beginsWord(text, at)) {
      return Optional.empty();
    }
    return match(text, at, Kind.PASSWORD, Kind.ACCOUNT);
  }

  /** The longest word of {@code kind} at {@code at}. */
  static Optional<Match> wordAt(String text, int at, Kind kind) {
    return match(text, at, kind, kind);
  }

  private static Optional<Match> match(String text, int at, Kind first, Kind last) {
    List<Word> words = BY_BEGINNING.at(text, at);
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.kind().compareTo(first) >= 0 && word.kind().compareTo(last) <= 0) {
        int end = end(word, text, at);
        if (end > 0) {
          return Optional.of(new Match(word.kind(), at, end));
        }
      }
    }
    return Optional.empty();
  }

  /** Where the word between a value and its name that ends at {@code end} begins, or -1. */
  static int startOfAs(String text, int end) {
    for (Word word : BEHIND_VALUES) {
      int start = end - word.text().length();
      if (start >= 0
          && text.regionMatches(true, start, word.text(), 0, word.text().length())
          && (start == 0 || isUnspaced(text.charAt(start)) || text.charAt(start - 1) == ' ')) {
        return start;
      }
    }
    return -1;
  }

  private static boolean beginsWord(String text, int at) {
    return at == 0
        || !Character.isLetterOrDigit(text.charAt(at - 1))
        || isUnspaced(text.charAt(at))
        || isUnspaced(text.charAt(at - 1));
  }

  /** Where {@code word}, if it stands at {@code start}, ends; else -1. */
  private static int end(Word word, String text, int start) {
    String wanted = word.text();
    int at = start;
    for (int i = 0; i < wanted.length(); i++) {
      char c = wanted.charAt(i);
      if (c == ' ' && at < text.length() && !isJoint(text.charAt(at))) {
        continue;
      }
      boolean same =
          at < text.length() && (c == ' ' ? isJoint(text.charAt(at)) : lower(text.charAt(at)) == c);
      if (!same) {
        return -1;
      }
      at++;
    }
    int ending = at;
    while (word.stem() && ending < text.length() && isLetter(text.charAt(ending))) {
      ending++;
    }
    if (ending - at > LONGEST_ENDING) {
      return -1;
    }
    return endsWord(text, ending) ? ending : -1;
  }

  private static boolean isLetter(char c) {
    return Character.isLetter(c) && !isUnspaced(c);
  }

  private static boolean endsWord(String text, int at) {
    if (at == text.length()) {
      return true;
    }
    char before = text.charAt(at - 1);
    char next = text.charAt(at);
    boolean mark = Character.getType(next) == Character.NON_SPACING_MARK;
    return !mark && (!Character.isLetterOrDigit(next) || isUnspaced(next) || isUnspaced(before));
  }

  /** Whether {@code c} belongs to a script that does not part words, or adds particles to them. */
  static boolean isUnspaced(char c) {
    if (c < 0x0E00) {
      return false;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
      default -> c == 'ー';
    };
  }

  /** Whether the key or variable whose words are {@code words} holds a password. */
  static boolean isPassword(List<String> words) {
    return isName(words, Kind.PASSWORD);
  }

  /** Whether a key or variable whose words are {@code words} holds a credential. */
  static boolean isName(List<String> words) {
    return isName(words, Kind.TOKEN);
  }

  private static boolean isName(List<String> words, Kind last) {
    if (words.isEmpty()) {
      return false;
    }
    return isWhole(words.get(words.size() - 1), last)
        || (words.size() > 1 && isWhole(String.join(" ", words), last));
  }

  /** Whether {@code text} is a name of a credential and nothing else, but for a final number. */
  static boolean isLabel(String text) {
    return nameAt(text, 0)
        .filter(name -> name.kind() == Kind.PASSWORD || name.kind() == Kind.TOKEN)
        .filter(name -> text.substring(name.end()).matches("[ 0-9()*]{0,4}"))
        .isPresent();
  }

  private static boolean isWhole(String name, Kind last) {
    if (name.length() < SHORTEST_KEY && name.charAt(0) < ASCII) {
      return false;
    }
    for (Word word : BY_BEGINNING.at(name, 0)) {
      if (word.kind().compareTo(last) <= 0 && end(word, name, 0) == name.length()) {
        return true;
      }
    }
    return false;
  }
}
