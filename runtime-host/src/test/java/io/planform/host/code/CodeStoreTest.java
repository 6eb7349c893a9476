package io.planform.host.code;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class CodeStoreTest {
  private static final int UPLOADS = 8;

  @TempDir Path folder;

  @RepeatedTest(5)
  void severalFunctionsMayBeGivenTheSameCodeAtOnce() throws Exception {
    CodeStore store = new CodeStore(folder);
    byte[] code = "exports.handler = async () => 1;".getBytes(StandardCharsets.UTF_8);
    CyclicBarrier together = new CyclicBarrier(UPLOADS);
    Callable<String> upload =
        () -> {
          together.await();
          return store.putFile("index.js", code);
        };

    List<String> names = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> each :
          Stream.generate(() -> threads.submit(upload)).limit(UPLOADS).toList()) {
        names.add(each.get());
      }
    }

    assertEquals(1, names.stream().distinct().count());
    Path file = folder.resolve("unpacked").resolve(names.getFirst()).resolve("index.js");
    assertEquals(new String(code, StandardCharsets.UTF_8), Files.readString(file));
  }
}
