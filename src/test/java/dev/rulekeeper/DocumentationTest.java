package dev.rulekeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What other rooms may use has a Javadoc comment. The compiler's own check (doclint) would also
 * want a tag for every parameter, which invites comments that say nothing.
 */
final class DocumentationTest {
  @Test
  void every_public_type_and_method_says_what_it_is() throws IOException {
    var scan = new PublicMembers();
    try (var paths = Files.walk(Path.of("src/main/java"))) {
      scan.read(paths.filter(path -> path.toString().endsWith(".java")).sorted().toList());
    }
    assertThat(scan.documented).as("documented types and methods").hasSizeGreaterThan(100);
    assertThat(scan.undocumented).as("public types and methods without Javadoc").isEmpty();
  }

  /** Sorts the public members of public types by whether they have a comment. */
  private static final class PublicMembers extends TreePathScanner<@Nullable Void, DocTrees> {
    private final List<String> documented = new ArrayList<>();
    private final List<String> undocumented = new ArrayList<>();

    void read(List<Path> sources) throws IOException {
      var compiler = ToolProvider.getSystemJavaCompiler();
      try (var files = compiler.getStandardFileManager(null, Locale.ROOT, UTF_8)) {
        var units = files.getJavaFileObjectsFromPaths(sources);
        var task = (JavacTask) compiler.getTask(null, files, null, null, null, units);
        scan(task.parse(), DocTrees.instance(task));
      }
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, DocTrees comments) {
      if (isPublic(type.getModifiers())) {
        note(type.getSimpleName().toString(), comments);
        super.visitClass(type, comments);
      }
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, DocTrees comments) {
      boolean overrides =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
      if (isPublic(method.getModifiers()) && !overrides) {
        note(method.getName().toString(), comments);
      }
      return null;
    }

    private boolean isPublic(ModifiersTree modifiers) {
      if (modifiers.getFlags().contains(Modifier.PUBLIC)) {
        return true;
      }
      var owner = getCurrentPath().getParentPath().getLeaf();
      return owner.getKind() == Tree.Kind.INTERFACE
          && !modifiers.getFlags().contains(Modifier.PRIVATE);
    }

    private void note(String name, DocTrees comments) {
      var file = getCurrentPath().getCompilationUnit();
      var positions = comments.getSourcePositions();
      long start = positions.getStartPosition(file, getCurrentPath().getLeaf());
      var where = file.getSourceFile().getName() + ":" + file.getLineMap().getLineNumber(start);
      boolean hasComment = comments.getDocComment(getCurrentPath()) != null;
      (hasComment ? documented : undocumented).add(where + " " + name);
    }
  }
}
