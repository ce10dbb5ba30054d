import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Parses the YAML files below a folder by the library alone: what reading them costs at the least.
 */
public final class YamlAlone {
  public static void main(String[] arguments) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(arguments[0]))) {
      List<Path> files = all.filter(file -> file.toString().endsWith(".yaml")).toList();
      LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
      int maps = 0;
      for (Path file : files) {
        maps += new Load(settings).loadFromString(Files.readString(file)) == null ? 0 : 1;
      }
      System.out.println(maps + " files");
    }
  }
}
