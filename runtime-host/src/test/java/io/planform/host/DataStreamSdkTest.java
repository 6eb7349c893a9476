package io.planform.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.dis.v2.DisClient;
import com.huaweicloud.sdk.dis.v2.model.CommitCheckpointReq;
import com.huaweicloud.sdk.dis.v2.model.CommitCheckpointRequest;
import com.huaweicloud.sdk.dis.v2.model.ConsumeRecordsRequest;
import com.huaweicloud.sdk.dis.v2.model.ConsumeRecordsResponse;
import com.huaweicloud.sdk.dis.v2.model.CreateAppReq;
import com.huaweicloud.sdk.dis.v2.model.CreateAppRequest;
import com.huaweicloud.sdk.dis.v2.model.CreateStreamReq;
import com.huaweicloud.sdk.dis.v2.model.CreateStreamRequest;
import com.huaweicloud.sdk.dis.v2.model.DeleteAppRequest;
import com.huaweicloud.sdk.dis.v2.model.DeleteCheckpointRequest;
import com.huaweicloud.sdk.dis.v2.model.DeleteStreamRequest;
import com.huaweicloud.sdk.dis.v2.model.ListAppRequest;
import com.huaweicloud.sdk.dis.v2.model.ListStreamsRequest;
import com.huaweicloud.sdk.dis.v2.model.ListStreamsResponse;
import com.huaweicloud.sdk.dis.v2.model.PutRecordsRequest;
import com.huaweicloud.sdk.dis.v2.model.PutRecordsRequestEntry;
import com.huaweicloud.sdk.dis.v2.model.PutRecordsResultEntry;
import com.huaweicloud.sdk.dis.v2.model.Record;
import com.huaweicloud.sdk.dis.v2.model.SendRecordsRequest;
import com.huaweicloud.sdk.dis.v2.model.ShowAppRequest;
import com.huaweicloud.sdk.dis.v2.model.ShowCheckpointRequest;
import com.huaweicloud.sdk.dis.v2.model.ShowCursorRequest;
import com.huaweicloud.sdk.dis.v2.model.ShowCursorRequest.CursorTypeEnum;
import com.huaweicloud.sdk.dis.v2.model.ShowStreamRequest;
import com.huaweicloud.sdk.dis.v2.model.ShowStreamResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data streams by the official SDK. */
class DataStreamSdkTest {
  private static final String FIRST = "shardId-0000000000";

  @TempDir Path home;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private TestHost host;
  private DisClient client;

  @BeforeEach
  void start() throws HostException {
    open();
    create("clicks", 2);
  }

  private void open() throws HostException {
    host = new TestHost(home, now::get);
    client =
        DisClient.newBuilder()
            .withCredential(
                new BasicCredentials()
                    .withAk(host.credentials().accessKey())
                    .withSk(host.credentials().secretKey())
                    .withProjectId(host.credentials().project()))
            .withEndpoint(host.host.apiAddress())
            .build();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private void create(String name, int partitions) {
    client.createStream(
        new CreateStreamRequest()
            .withBody(
                new CreateStreamReq()
                    .withStreamName(name)
                    .withPartitionCount(partitions)
                    .withDataType(CreateStreamReq.DataTypeEnum.JSON)
                    .withDataDuration(24)));
  }

  private ShowStreamResponse show(String name) {
    return client.showStream(new ShowStreamRequest().withStreamName(name));
  }

  private static PutRecordsRequestEntry entry(String text) {
    return new PutRecordsRequestEntry()
        .withData(Base64.getEncoder().encodeToString(text.getBytes(UTF_8)))
        .withPartitionKey(text);
  }

  private List<PutRecordsResultEntry> put(List<PutRecordsRequestEntry> records) {
    return client
        .sendRecords(
            new SendRecordsRequest()
                .withBody(new PutRecordsRequest().withStreamName("clicks").withRecords(records)))
        .getRecords();
  }

  private String cursor(String partition, CursorTypeEnum type, String sequence) {
    return client
        .showCursor(
            new ShowCursorRequest()
                .withStreamName("clicks")
                .withPartitionId(partition)
                .withCursorType(type)
                .withStartingSequenceNumber(sequence))
        .getPartitionCursor();
  }

  private ConsumeRecordsResponse read(String cursor) {
    return client.consumeRecords(
        new ConsumeRecordsRequest().withPartitionCursor(cursor).withMaxFetchBytes(1024));
  }

  /** All records from a cursor on. */
  private List<String> texts(String cursor) {
    List<String> texts = new ArrayList<>();
    ConsumeRecordsResponse page = read(cursor);
    while (!page.getRecords().isEmpty()) {
      page.getRecords().forEach(each -> texts.add(text(each)));
      page = read(page.getNextPartitionCursor());
    }
    return texts;
  }

  private static String text(Record each) {
    return new String(Base64.getDecoder().decode(each.getData()), UTF_8);
  }

  @Test
  void createsDescribesListsAndDeletesStreams() {
    ShowStreamResponse shown = show("clicks");
    assertEquals("RUNNING", shown.getStatus().getValue());
    assertEquals(24, shown.getRetentionPeriod());
    assertEquals(
        List.of("[0 : 4611686018427387903]", "[4611686018427387904 : 9223372036854775807]"),
        shown.getPartitions().stream().map(each -> each.getHashRange()).toList());
    create("apples", 1);
    ListStreamsResponse first = client.listStreams(new ListStreamsRequest().withLimit(1));
    assertEquals(List.of("apples"), first.getStreamNames());
    assertTrue(first.getHasMoreStreams());
    assertEquals(
        List.of("clicks"),
        client
            .listStreams(new ListStreamsRequest().withStartStreamName("apples"))
            .getStreamNames());
    client.deleteStream(new DeleteStreamRequest().withStreamName("clicks"));
    assertEquals(
        404, assertThrows(ClientRequestException.class, () -> show("clicks")).getHttpStatusCode());
  }

  @Test
  void keepsTheOrderOfEachPartition() {
    List<PutRecordsRequestEntry> records =
        IntStream.range(0, 200).mapToObj(i -> entry("record " + i)).toList();
    List<PutRecordsResultEntry> put = put(records);
    for (String partition : List.of(FIRST, "shardId-0000000001")) {
      List<String> expected =
          IntStream.range(0, 200)
              .filter(i -> put.get(i).getPartitionId().equals(partition))
              .mapToObj(i -> "record " + i)
              .toList();
      assertTrue(expected.size() > 50, "keys are spread");
      assertEquals(expected, texts(cursor(partition, CursorTypeEnum.TRIM_HORIZON, null)));
    }
  }

  @Test
  void readsFromWhereACursorSays() {
    put(IntStream.range(0, 5).mapToObj(i -> entry("" + i).withPartitionId(FIRST)).toList());
    assertEquals(
        List.of("2", "3", "4"), texts(cursor(FIRST, CursorTypeEnum.AT_SEQUENCE_NUMBER, "2")));
    assertEquals(
        List.of("3", "4"), texts(cursor(FIRST, CursorTypeEnum.AFTER_SEQUENCE_NUMBER, "2")));
    String latest = cursor(FIRST, CursorTypeEnum.LATEST, null);
    assertEquals(List.of(), texts(latest));
    put(List.of(entry("new").withExplicitHashKey("0")));
    assertEquals(List.of("new"), texts(latest));
  }

  @Test
  void readsFromATime() {
    put(List.of(entry("old").withPartitionId(FIRST)));
    now.updateAndGet(time -> time.plusSeconds(10));
    long since = now.get().toEpochMilli();
    put(List.of(entry("new").withPartitionId(FIRST)));
    String cursor =
        client
            .showCursor(
                new ShowCursorRequest()
                    .withStreamName("clicks")
                    .withPartitionId(FIRST)
                    .withCursorType(CursorTypeEnum.AT_TIMESTAMP)
                    .withTimestamp(since))
            .getPartitionCursor();
    assertEquals(List.of("new"), texts(cursor));
  }

  @Test
  void forgetsRecordsWhenTheirTimeIsOver() throws HostException, SQLException {
    put(List.of(entry("old").withPartitionId(FIRST)));
    String first = cursor(FIRST, CursorTypeEnum.TRIM_HORIZON, null);
    host.close();
    try (Connection records =
            DriverManager.getConnection(
                "jdbc:sqlite:" + home.resolve("host").resolve("records.db"));
        Statement statement = records.createStatement()) {
      statement.execute("UPDATE record SET arrived_at = arrived_at - 25 * 3600000");
    }
    open();
    put(List.of(entry("new").withPartitionId(FIRST)));
    assertEquals(List.of("new"), texts(first));
    assertEquals("[1 : 2]", show("clicks").getPartitions().getFirst().getSequenceNumberRange());
  }

  @Test
  void remembersHowFarAnAppHasRead() {
    put(IntStream.range(0, 3).mapToObj(i -> entry("" + i).withPartitionId(FIRST)).toList());
    client.createApp(new CreateAppRequest().withBody(new CreateAppReq().withAppName("reader")));
    ShowCheckpointRequest question =
        new ShowCheckpointRequest()
            .withAppName("reader")
            .withStreamName("clicks")
            .withPartitionId(FIRST)
            .withCheckpointType(ShowCheckpointRequest.CheckpointTypeEnum.LAST_READ);
    assertEquals("-1", client.showCheckpoint(question).getSequenceNumber());
    client.commitCheckpoint(
        new CommitCheckpointRequest()
            .withBody(
                new CommitCheckpointReq()
                    .withAppName("reader")
                    .withStreamName("clicks")
                    .withPartitionId(FIRST)
                    .withCheckpointType(CommitCheckpointReq.CheckpointTypeEnum.LAST_READ)
                    .withSequenceNumber("1")
                    .withMetadata("m")));
    assertEquals("1", client.showCheckpoint(question).getSequenceNumber());
    assertEquals(
        List.of("clicks"),
        client
            .showApp(new ShowAppRequest().withAppName("reader"))
            .getCommitCheckpointStreamNames());
    assertEquals(1, client.listApp(new ListAppRequest().withStreamName("clicks")).getTotalNumber());
    client.deleteCheckpoint(
        new DeleteCheckpointRequest()
            .withAppName("reader")
            .withStreamName("clicks")
            .withCheckpointType(DeleteCheckpointRequest.CheckpointTypeEnum.LAST_READ));
    assertEquals("-1", client.showCheckpoint(question).getSequenceNumber());
    client.deleteApp(new DeleteAppRequest().withAppName("reader"));
    assertEquals(0, client.listApp(new ListAppRequest()).getTotalNumber());
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertRefused("/records", "{\"stream_name\":\"clicks\",\"records\":[]}", "1 to 500 records");
    assertRefused(
        "/records", "{\"stream_name\":\"clicks\",\"records\":[{\"data\":\"§\"}]}", "is not Base64");
    assertRefused(
        "/records",
        "{\"stream_name\":\"clicks\",\"records\":[{\"data\":\"\",\"partition_id\":\"7\"}]}",
        "no partition \\\"7\\\"");
    assertRefused(
        "/streams", "{\"stream_name\":\"a b\",\"partition_count\":1}", "stream_name has 1 to 64");
    assertRefused("/streams", "{\"stream_name\":\"a\",\"partition_count\":51}", "1 to 50");
    assertRefused(
        "/streams",
        "{\"stream_name\":\"a\",\"partition_count\":1,\"compression_format\":\"zip\"}",
        "no compression_format");
    TestHost.Answer cursor = host.get("/records?partition-cursor=bm9uZQ");
    assertEquals(400, cursor.status(), cursor.text());
  }

  private void assertRefused(String path, String body, String reason) {
    TestHost.Answer answer = host.call("POST", path, body);
    assertTrue(answer.status() >= 400 && answer.status() < 500, answer.text());
    assertTrue(answer.text().contains(reason), answer.text());
  }
}
