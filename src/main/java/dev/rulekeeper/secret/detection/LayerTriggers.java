package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.detection.CredentialNames.Piece;
import dev.rulekeeper.secret.format.TokenFormat;
import dev.rulekeeper.secret.format.TokenFormat.Search;
import dev.rulekeeper.secret.format.TokenFormats;
import dev.rulekeeper.secret.text.Characters;
import java.util.Arrays;
import java.util.List;

/**
 * Where in a text the layers have to look at all, found in one pass: most texts and nearly all
 * positions hold nothing that any of them looks for.
 */
final class LayerTriggers {
  /** What people call a credential may begin there. */
  static final int NAME = 1;

  /** A piece of the name of a key that holds a credential may begin there. */
  static final int KEY = 2;

  /** A word that begins like a token. */
  static final int WORD = 4;

  /** A text that a form holds may begin there. */
  static final int FORM = 8;

  /** The length of the shortest run of characters of tokens that is kept. */
  static final int SHORTEST_RUN = 16;

  /** What may begin with characters, by {@link PrefixIndex#hash}. */
  private static final String MARKS = marks();

  private static final PrefixIndex<Piece> PIECES = pieces();

  private int marks;
  private int[] places = new int[8];
  private byte[] kinds = new byte[8];
  private int size;
  private int[] runs = new int[4];
  private int runCount;

  private LayerTriggers() {}

  private static PrefixIndex<Piece> pieces() {
    var pieces = new PrefixIndex<Piece>();
    for (Piece piece : CredentialNames.pieces()) {
      pieces.add(piece.text(), piece.text().length(), piece);
    }
    return pieces;
  }

  private static boolean isPiece(String text, int at) {
    List<Piece> pieces = PIECES.at(text, at);
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i).isAt(text, at)) {
        return true;
      }
    }
    return false;
  }

  private static String marks() {
    var marks = new byte[PrefixIndex.SIZE];
    CredentialWords.beginnings().stream().forEach(hash -> marks[hash] |= NAME);
    for (Piece piece : CredentialNames.pieces()) {
      mark(marks, piece.text(), KEY);
    }
    for (TokenFormat format : TokenFormats.all()) {
      int mark = format.search() == Search.WORD ? WORD : format.search() == Search.RUN ? 0 : FORM;
      format.keywords().forEach(keyword -> mark(marks, keyword, mark));
    }
    var text = new StringBuilder(marks.length);
    for (byte mark : marks) {
      text.append((char) mark);
    }
    return text.toString();
  }

  private static void mark(byte[] marks, String text, int mark) {
    PrefixIndex.hashes(text, text.length()).forEach(hash -> marks[hash] |= (byte) mark);
  }

  /** Those of {@code text}. */
  static LayerTriggers of(String text) {
    var signals = new LayerTriggers();
    signals.read(text);
    return signals;
  }

  /** Whether the name of a key may hold a piece that says that its value is a credential. */
  static boolean mayName(String name) {
    int hash = 0;
    for (int i = 0; i < name.length() + PrefixIndex.LENGTH - 1; i++) {
      hash = PrefixIndex.next(hash, i < name.length() ? name.charAt(i) : '\0');
      int at = i - PrefixIndex.LENGTH + 1;
      int found = at < 0 ? 0 : MARKS.charAt(hash);
      if (((found & KEY) != 0 && isPiece(name, at))
          || ((found & NAME) != 0 && beginsWord(name, at) && CredentialWords.mayBegin(name, at))) {
        return true;
      }
    }
    return false;
  }

  private static boolean beginsWord(String name, int at) {
    return at == 0
        || !Character.isLetter(name.charAt(at - 1))
        || Characters.isUpper(name.charAt(at));
  }

  private void read(String text) {
    char[] characters = text.toCharArray();
    int hash = 0;
    int run = 0;
    for (int i = 0; i < characters.length; i++) {
      char c = characters[i];
      hash = PrefixIndex.next(hash, c);
      int found = MARKS.charAt(hash);
      if (found != 0 && i > 1) {
        add(text, i - 2, found);
      }
      if (!Characters.isRun(c)) {
        addRun(run, i);
        run = i + 1;
      }
    }
    addRun(run, characters.length);
    for (int i = characters.length - 2; i < characters.length; i++) {
      hash = PrefixIndex.next(hash, '\0');
      if (i >= 0) {
        add(text, i, MARKS.charAt(hash));
      }
    }
  }

  private void add(String text, int at, int found) {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    int kept = (found & KEY) == 0 || isPiece(text, at) ? found : found & ~KEY;
    if (Characters.isWord(before)) {
      kept &= ~WORD;
      if (text.charAt(at) < 128 && Characters.isAlphanumeric(before)) {
        // In the name of a key a word begins with its capital.
        kept |= (kept & NAME) != 0 && Characters.isUpper(text.charAt(at)) ? KEY : 0;
        kept &= ~NAME;
      }
    }
    if ((kept & NAME) != 0 && !CredentialWords.mayBegin(text, at)) {
      kept &= ~NAME;
    }
    if (kept == 0) {
      return;
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      kinds = Arrays.copyOf(kinds, 2 * size);
    }
    places[size] = at;
    kinds[size++] = (byte) kept;
    marks |= kept;
  }

  private void addRun(int start, int end) {
    if (end - start < SHORTEST_RUN) {
      return;
    }
    if (runCount == runs.length) {
      runs = Arrays.copyOf(runs, 2 * runCount);
    }
    runs[runCount++] = start;
    runs[runCount++] = end;
  }

  /** Whether there is a signal of {@code kind} at all. */
  boolean any(int kind) {
    return (marks & kind) != 0;
  }

  /** The number of the first signal of {@code kind} from number {@code from} on, or -1. */
  int next(int kind, int from) {
    for (int i = from; i < size; i++) {
      if ((kinds[i] & kind) != 0) {
        return i;
      }
    }
    return -1;
  }

  /** The position of the signal with this number. */
  int at(int number) {
    return places[number];
  }

  /**
   * How many runs there are of {@link #SHORTEST_RUN} characters and more that tokens consist of.
   */
  int runs() {
    return runCount / 2;
  }

  /** Where the run with this number begins. */
  int runStart(int number) {
    return runs[2 * number];
  }

  /** Where the run with this number ends. */
  int runEnd(int number) {
    return runs[2 * number + 1];
  }
}
