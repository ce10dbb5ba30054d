package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.Characters;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pairs in markup: the text of an element under the name of its tag, the parts of a form. */
final class ElementPairs {
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "<[A-Za-z:]{1,40}\\s[^<>]{0,120}?\\b(?:name|key)=\"([^\"<>]{1,64})\"[^<>]{0,80}>");
  private static final Pattern MEMBER =
      Pattern.compile("<name>([^<>]{1,64})</name>\\s{0,40}<value>\\s{0,40}(?:<string>)?");
  private static final Pattern FORM_PART =
      Pattern.compile(
          "form-data;[^\r\n]{0,80}?\\bname=\"([^\"\r\n]{1,64})\"[^\r\n]{0,80}\r?\n"
              + "(?:[^\r\n]{1,200}\r?\n){0,4}\r?\n([^\r\n]{1,8192})");

  private static final int LONGEST_TAG = 320;

  /** Of a tag that names what is in it: {@code <a key="b">}. */
  private static final int SHORTEST_TAG = 11;

  private static final String DATA = "<![CDATA[";

  private final String text;
  private final Predicate<String> wanted;
  private final Consumer<Pair> found;

  /** Finds in {@code text} pairs whose name is {@code wanted}. */
  ElementPairs(String text, Predicate<String> wanted, Consumer<Pair> found) {
    this.text = text;
    this.wanted = wanted;
    this.found = found;
  }

  /** The parts of a form that each name their field in a header. */
  void parts() {
    if (!text.contains("form-data;")) {
      return;
    }
    Matcher part = FORM_PART.matcher(text);
    while (part.find()) {
      if (wanted.test(part.group(1))) {
        found.accept(
            new Pair(
                part.group(1), part.start(), part.start(2), part.end(2), Pair.Style.ELEMENT, 0));
      }
    }
  }

  /** Handles the closing tag whose slash is at {@code at}; the index to go on from. */
  int element(int at) {
    int nameEnd = at + 1;
    int nameStart = nameEnd;
    while (nameEnd < text.length()
        && nameEnd - nameStart <= PairName.LONGEST
        && (Characters.isWord(text.charAt(nameEnd)) || text.charAt(nameEnd) == ':')) {
      nameStart = text.charAt(nameEnd) == ':' ? nameEnd + 1 : nameStart;
      nameEnd++;
    }
    String name = text.substring(nameStart, nameEnd);
    int end = at - 1;
    int start = end;
    while (start > 0 && "<>".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    if (text.startsWith("]]>", at - 4)) {
      end = at - 4;
      start = text.lastIndexOf(DATA, end) + DATA.length();
      if (start >= DATA.length() && start < end && wanted.test(name)) {
        found.accept(new Pair(name, start, start, end, Pair.Style.ELEMENT, 0));
      }
      return nameEnd;
    }
    boolean opened = start > 0 && start < end && text.charAt(start - 1) == '>';
    String called = opened ? elementName(name, start) : "";
    if (opened && wanted.test(called)) {
      found.accept(new Pair(called, start, start, end, Pair.Style.ELEMENT, 0));
    }
    return nameEnd;
  }

  /** What the text of an element at {@code start} is called: by an attribute, or by XML-RPC. */
  private String elementName(String name, int start) {
    int from = Math.max(0, start - LONGEST_TAG);
    if (name.equals("string") || name.equals("value")) {
      Matcher member = MEMBER.matcher(text).region(from, start);
      return lastEndingAt(member, start).orElse(name);
    }
    if (wanted.test(name)) {
      return name;
    }
    int open = text.lastIndexOf('<', start - 1);
    Matcher attribute = ATTRIBUTE.matcher(text).region(Math.max(from, open), start);
    return start - open >= SHORTEST_TAG && open >= 0 && attribute.matches()
        ? attribute.group(1)
        : name;
  }

  private static Optional<String> lastEndingAt(Matcher matcher, int end) {
    while (matcher.find()) {
      if (matcher.end() == end) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }
}
