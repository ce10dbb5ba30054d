package dev.rulekeeper.file;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What is to become of files: a new content, or nothing any more. Paths have {@code /} between
 * their parts and are relative to a folder that whoever takes the changes knows. Immutable, in the
 * order of paths.
 */
public final class FileChanges {
  private static final FileChanges NONE = new FileChanges(new TreeMap<>());
  private final SortedMap<String, Optional<FileContent>> contents;

  private FileChanges(SortedMap<String, Optional<FileContent>> contents) {
    this.contents = Collections.unmodifiableSortedMap(contents);
  }

  /** No change. */
  public static FileChanges none() {
    return NONE;
  }

  /** The new content of each path, or nothing for a file to remove. */
  public static FileChanges of(Map<String, Optional<byte[]>> contents) {
    SortedMap<String, Optional<FileContent>> all = new TreeMap<>();
    contents.forEach((path, bytes) -> all.put(path, bytes.map(FileContent::of)));
    return new FileChanges(all);
  }

  /** New texts by path. */
  public static FileChanges writing(Map<String, String> texts) {
    Builder builder = builder();
    texts.forEach(builder::write);
    return builder.build();
  }

  /** A new text for one file. */
  public static FileChanges writing(String path, String text) {
    return builder().write(path, text).build();
  }

  /** Gathers changes. */
  public static Builder builder() {
    return new Builder();
  }

  /** These changes and then {@code more}, which go before them where both have a path. */
  public FileChanges with(FileChanges more) {
    if (more.isEmpty()) {
      return this;
    }
    SortedMap<String, Optional<FileContent>> all = new TreeMap<>(contents);
    all.putAll(more.contents);
    return new FileChanges(all);
  }

  /** The same changes of the files that {@code place} gives for their paths. */
  public FileChanges at(UnaryOperator<String> place) {
    SortedMap<String, Optional<FileContent>> placed = new TreeMap<>();
    contents.forEach((path, content) -> placed.put(place.apply(path), content));
    return new FileChanges(placed);
  }

  /** Whether nothing changes. */
  public boolean isEmpty() {
    return contents.isEmpty();
  }

  /** How many files change. */
  public int count() {
    return contents.size();
  }

  /** The paths of the files that change. */
  public Set<String> paths() {
    return contents.keySet();
  }

  /** Whether the file at {@code path} is to be removed. */
  public boolean removes(String path) {
    return contents.containsKey(path) && planned(path).isEmpty();
  }

  /** The new content of the file at {@code path}, where it gets one. */
  public Optional<byte[]> content(String path) {
    return planned(path).map(FileContent::bytes);
  }

  private Optional<FileContent> planned(String path) {
    return contents.getOrDefault(path, Optional.empty());
  }

  /** The new text of the file at {@code path}, where it gets one. */
  public Optional<String> text(String path) {
    return content(path).map(content -> new String(content, StandardCharsets.UTF_8));
  }

  /** The new content of each path, or nothing for a file to remove. */
  public SortedMap<String, Optional<FileContent>> contents() {
    return contents;
  }

  /** Changes as they are gathered; for one thread. */
  public static final class Builder {
    private final SortedMap<String, Optional<FileContent>> contents = new TreeMap<>();

    private Builder() {}

    /** A file gets this text, in UTF-8. */
    public Builder write(String path, String text) {
      return write(path, FileContent.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A file gets this content. */
    public Builder write(String path, FileContent content) {
      contents.put(path, Optional.of(content));
      return this;
    }

    /** What {@code more} says. */
    public Builder add(FileChanges more) {
      contents.putAll(more.contents);
      return this;
    }

    /** A file goes. */
    public Builder remove(String path) {
      contents.put(path, Optional.empty());
      return this;
    }

    /** What was gathered. */
    public FileChanges build() {
      return new FileChanges(new TreeMap<>(contents));
    }
  }
}
