package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The Chromium of this machine without a window, spoken to by its own protocol. What a page writes
 * to its console, throws or asks for is remembered.
 */
final class Chromium implements AutoCloseable {
  private static final int SECONDS = 60;
  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private Chromium(Process process, URI page) throws IOException {
    this.process = process;
    this.socket =
        done(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, new Ears()));
    List.of("Runtime", "Log", "Page", "Network").forEach(part -> send(part + ".enable", Map.of()));
  }

  /** Where the browser is; nothing on a machine that has none. */
  static Optional<Path> installed() {
    return Stream.of("CHROMIUM")
        .map(name -> System.getenv().getOrDefault(name, ""))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .findFirst()
        .or(
            () ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of("/usr/bin", name))
                    .filter(Files::isExecutable)
                    .findFirst());
  }

  /** Starts the browser; {@code folder} is for what it keeps. */
  static Chromium start(Path browser, Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromium.log").toFile())
            .start();
    Path port = folder.resolve("DevToolsActivePort");
    for (int tries = 0; tries < SECONDS * 10; tries++) {
      if (Files.exists(port) && Files.readAllLines(port).size() > 1) {
        Optional<URI> page = page(Files.readAllLines(port).get(0));
        if (page.isPresent()) {
          return new Chromium(process, page.get());
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    process.destroyForcibly();
    throw new IOException("the browser did not start");
  }

  private static Optional<URI> page(String port) throws IOException, InterruptedException {
    HttpResponse<String> targets =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    for (JsonNode target : ExactJson.read(targets.body())) {
      if (target.path("type").asText().equals("page")) {
        return Optional.of(URI.create(target.path("webSocketDebuggerUrl").asText()));
      }
    }
    return Optional.empty();
  }

  /** Opens a file and waits until it is there. */
  void open(Path file) throws IOException, InterruptedException {
    complaints.clear();
    requests.clear();
    send("Page.navigate", Map.of("url", file.toUri().toString()));
    for (int tries = 0; tries < SECONDS * 10; tries++) {
      if (evaluate("location.href !== 'about:blank' && document.readyState")
          .asText()
          .equals("complete")) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IOException("the page did not load");
  }

  /** The screen: its width in CSS pixels, and whether the user likes it dark. */
  void screen(int width, int height, boolean dark) throws IOException {
    ObjectNode size = ExactJson.object();
    size.put("width", width).put("height", height).put("deviceScaleFactor", 1).put("mobile", false);
    send("Emulation.setDeviceMetricsOverride", size);
    ObjectNode media = ExactJson.object();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    send("Emulation.setEmulatedMedia", media);
  }

  /** The value of a JavaScript expression; of a promise what it becomes. */
  JsonNode evaluate(String expression) throws IOException {
    ObjectNode parameters = ExactJson.object();
    parameters.put("expression", expression).put("awaitPromise", true).put("returnByValue", true);
    JsonNode result = send("Runtime.evaluate", parameters);
    if (result.has("exceptionDetails")) {
      throw new IOException(result.path("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** Types text, or presses a key by its name. */
  void press(String key) {
    boolean character = key.length() == 1;
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode event = ExactJson.object().put("type", type).put("key", key);
      if (character && type.equals("keyDown")) {
        event.put("text", key);
      }
      if (key.equals("Tab")) {
        event.put("windowsVirtualKeyCode", 9);
      } else if (key.equals("Escape")) {
        event.put("windowsVirtualKeyCode", 27);
      }
      send("Input.dispatchKeyEvent", event);
    }
  }

  /** A picture of what is on the screen. */
  byte[] picture() {
    return Base64.getDecoder()
        .decode(send("Page.captureScreenshot", Map.of("format", "png")).path("data").asText());
  }

  /** What the page complained of since it was opened. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** What the page asked for since it was opened. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private JsonNode send(String method, Map<String, String> parameters) {
    ObjectNode node = ExactJson.object();
    parameters.forEach(node::put);
    return send(method, node);
  }

  private JsonNode send(String method, ObjectNode parameters) {
    int id = last.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode message = ExactJson.object().put("id", id).put("method", method);
    message.set("params", parameters);
    try {
      done(socket.sendText(ExactJson.write(message), true));
      return done(answer);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T done(CompletableFuture<T> future) throws IOException {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the browser does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Hears what the browser says. */
  private final class Ears implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
      text.append(part);
      if (whole) {
        hear(ExactJson.read(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void hear(JsonNode message) {
      CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asInt(-1));
      if (answer != null) {
        answer.complete(message.path(message.has("error") ? "error" : "result"));
      }
      switch (message.path("method").asText()) {
        case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
            complaints.add(message.path("params").toString());
        case "Network.requestWillBeSent" ->
            requests.add(message.path("params").path("request").path("url").asText());
        default -> {
          // Nothing to remember.
        }
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
