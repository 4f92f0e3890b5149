package io.sallyport.core.token;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.KeySource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Documents in memory, and addresses that answer when a test says so. */
public final class FakeKeySource implements KeySource {

  private final Map<String, Fetched> documents = new HashMap<>();
  private final List<Consumer<Fetched>> hanging = new ArrayList<>();
  private final List<String> fetched = new ArrayList<>();
  private boolean hangs;

  /** What {@code uri} answers from now on. */
  public void put(String uri, Bytes content) {
    documents.put(uri, new Document(content, Duration.ofSeconds(-1)));
  }

  public void put(String uri, String content) {
    put(uri, Bytes.utf8(content));
  }

  /** {@code uri} answers with a failure from now on. */
  public void fail(String uri, String reason) {
    documents.put(uri, new Unavailable(reason));
  }

  /** Whether fetches stay without an answer. */
  public void hang(boolean value) {
    hangs = value;
  }

  /** Answers what hangs as if it had just been asked. */
  public void release() {
    List<Consumer<Fetched>> waiting = List.copyOf(hanging);
    List<String> asked = fetched.subList(fetched.size() - waiting.size(), fetched.size());
    hanging.clear();
    hangs = false;
    for (int i = 0; i < waiting.size(); i++) {
      waiting.get(i).accept(found(List.copyOf(asked).get(i)));
    }
  }

  /** Every address that was asked, in order. */
  public List<String> fetched() {
    return fetched;
  }

  @Override
  public void fetch(URI uri, Duration timeout, int limit, Consumer<Fetched> receiver) {
    fetched.add(uri.toString());
    if (hangs) {
      hanging.add(receiver);
    } else {
      receiver.accept(found(uri.toString()));
    }
  }

  private Fetched found(String uri) {
    return documents.getOrDefault(uri, new Unavailable("there is no `" + uri + "`"));
  }
}
