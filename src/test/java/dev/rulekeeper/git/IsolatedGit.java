package dev.rulekeeper.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps the Git configuration of the machine and of the person who runs the tests out of them. */
final class IsolatedGit implements BeforeAllCallback, AfterAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    SystemReader real = SystemReader.getInstance();
    context
        .getStore(ExtensionContext.Namespace.create(IsolatedGit.class))
        .put(SystemReader.class, real);
    SystemReader.setInstance(new WithoutConfiguration(real));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    SystemReader.setInstance(
        context
            .getStore(ExtensionContext.Namespace.create(IsolatedGit.class))
            .get(SystemReader.class, SystemReader.class));
  }

  private static final class WithoutConfiguration extends SystemReader.Delegate {
    WithoutConfiguration(SystemReader real) {
      super(real);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS files) {
      return new Nothing(parent, files);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS files) {
      return new Nothing(parent, files);
    }

    @Override
    public org.eclipse.jgit.lib.StoredConfig getUserConfig() {
      return new Nothing(null, FS.DETECTED);
    }

    @Override
    public org.eclipse.jgit.lib.StoredConfig getSystemConfig() {
      return new Nothing(null, FS.DETECTED);
    }
  }

  private static final class Nothing extends FileBasedConfig {
    Nothing(@org.jspecify.annotations.Nullable Config parent, FS files) {
      super(parent, null, files);
    }

    @Override
    public void load() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
