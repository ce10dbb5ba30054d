package dev.rulekeeper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Carries bytes between sockets until one side ends. */
final class Pipe {
  /** What becomes of one connection. */
  interface Handler {
    void handle(Socket client) throws IOException;
  }

  private Pipe() {}

  /** Hands each connection to {@code server} to {@code handler}, until the server is closed. */
  static void serve(ServerSocket server, Handler handler) {
    background(
        () -> {
          while (true) {
            Socket client = server.accept();
            background(
                () -> {
                  try (client) {
                    handler.handle(client);
                  }
                });
          }
        });
  }

  /** Joins {@code client} with the port on loopback, both ways, until both have ended. */
  static void join(Socket client, int port) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread back = background(() -> copy(server.getInputStream(), client));
      copy(client.getInputStream(), server);
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(InputStream from, Socket to) throws IOException {
    OutputStream out = to.getOutputStream();
    byte[] some = new byte[8192];
    for (int count = from.read(some); count >= 0; count = from.read(some)) {
      out.write(some, 0, count);
      out.flush();
    }
    to.shutdownOutput();
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static Thread background(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The other side has gone, or the server was closed.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** A server on loopback on a port of its own. */
  static ServerSocket listen() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
