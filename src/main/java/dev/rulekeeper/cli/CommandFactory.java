package dev.rulekeeper.cli;

import dev.rulekeeper.secret.guard.Redactor;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes command objects, and gives the console to those that take one. */
final class CommandFactory implements IFactory {
  private final Console console;

  /** For picocli's generators, which look at commands and run none. */
  CommandFactory() {
    this(
        new Console(
            Map.of(),
            Path.of(""),
            InputStream.nullInputStream(),
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(Writer.nullWriter()),
            false,
            Clock.systemUTC(),
            new Redactor()));
  }

  CommandFactory(Console console) {
    this.console = console;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1
          && constructor.getParameterTypes()[0] == Console.class) {
        return type.cast(constructor.newInstance(console));
      }
    }
    return CommandLine.defaultFactory().create(type);
  }
}
