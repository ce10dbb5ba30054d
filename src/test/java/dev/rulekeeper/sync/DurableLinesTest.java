package dev.rulekeeper.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a machine that loses its power still has of a file, and who went on by then. */
@Timeout(60)
class DurableLinesTest {
  private static final int WRITERS = 16;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final AtomicInteger flushes = new AtomicInteger();
  private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
  private volatile String onDisk = "";

  @AfterEach
  void stop_the_writers() {
    writers.shutdownNow();
  }

  @Test
  void no_writer_goes_on_before_its_line_is_on_the_disk() throws Exception {
    DurableLines lines = new DurableLines(channel(), this::flush);
    List<Future<?>> writing = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      writing.add(
          writers.submit(
              () -> {
                for (int count = 0; count < 100; count++) {
                  String line = "writer " + number + " line " + count + " of it\n";
                  lines.append(line.getBytes(StandardCharsets.UTF_8));
                  assertThat(onDisk).contains(line);
                }
                return null;
              }));
    }
    for (Future<?> each : writing) {
      each.get();
    }
    assertThat(onDisk.lines())
        .hasSize(WRITERS * 100)
        .allMatch(line -> line.matches("writer \\d+ line \\d+ of it"));
  }

  @Test
  void those_who_wait_for_the_disk_share_the_next_flush() throws Exception {
    CountDownLatch written = new CountDownLatch(WRITERS);
    WritableByteChannel counting = channel(written);
    DurableLines lines =
        new DurableLines(
            counting,
            () -> {
              await(written);
              flush();
            });
    appendAll(lines);
    // The first one cannot know of lines that came while it began.
    assertThat(flushes.get()).isLessThanOrEqualTo(2);
    assertThat(onDisk.lines()).hasSize(WRITERS);
  }

  @Test
  void after_a_flush_that_failed_nobody_goes_on() {
    CountDownLatch written = new CountDownLatch(WRITERS);
    DurableLines lines =
        new DurableLines(
            channel(written),
            () -> {
              await(written);
              // As a disk does that tells of a lost page once.
              if (flushes.incrementAndGet() == 1) {
                throw new IOException("the disk is full");
              }
            });
    List<Future<?>> writing = appending(lines);
    for (Future<?> each : writing) {
      assertThatThrownBy(each::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("the disk is full");
    }
    assertThatThrownBy(() -> lines.append(new byte[] {'\n'}))
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("the disk is full");
  }

  private void appendAll(DurableLines lines) throws Exception {
    for (Future<?> each : appending(lines)) {
      each.get();
    }
  }

  private List<Future<?>> appending(DurableLines lines) {
    List<Future<?>> writing = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      writing.add(
          writers.submit(
              () -> {
                lines.append("a line\n".getBytes(StandardCharsets.UTF_8));
                return null;
              }));
    }
    return writing;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void flush() {
    synchronized (file) {
      onDisk = file.toString(StandardCharsets.UTF_8);
    }
    flushes.incrementAndGet();
  }

  private WritableByteChannel channel() {
    return channel(new CountDownLatch(0));
  }

  private WritableByteChannel channel(CountDownLatch written) {
    WritableByteChannel memory = Channels.newChannel(file);
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer source) throws IOException {
        synchronized (file) {
          written.countDown();
          return memory.write(source);
        }
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
