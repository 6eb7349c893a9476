package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.obs.services.ObsClient;
import com.obs.services.ObsConfiguration;
import com.obs.services.model.AuthTypeEnum;
import io.planform.host.dispatch.Invocation;
import io.planform.host.server.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Functions are told what the SDKs of S3 and OBS do to objects. */
class ObsTriggerTest {
  private static final String BUCKET = "pictures";

  @TempDir Path home;
  private TestHost host;
  private S3Client s3;

  @BeforeEach
  void start() throws HostException {
    open();
    host.create("hello");
    s3.createBucket(b -> b.bucket(BUCKET));
  }

  private void open() throws HostException {
    host = new TestHost(home);
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create(host.host.bucketAddress()))
            .region(Region.of(host.credentials().region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        host.credentials().accessKey(), host.credentials().secretKey())))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void stop() {
    s3.close();
    host.close();
  }

  private TestHost.Answer create(String function, String settings) {
    return host.call(
        "POST",
        "/fgs/triggers/" + host.urn(function),
        """
        {"trigger_type_code":"OBS","event_data":{"bucket":"pictures","name":"told",%s}}
        """
            .formatted(settings));
  }

  private void watch(String settings) {
    TestHost.Answer answer = create("hello", settings);
    assertEquals(201, answer.status(), answer.text());
  }

  private void put(String key) {
    s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString("12345"));
  }

  private JsonNode told() throws IOException, InterruptedException {
    FakeInvoker.Call call = host.invoker.calls.poll(60, TimeUnit.SECONDS);
    assertNotNull(call, "nothing was told");
    JsonNode records = Json.read(call.event().payload()).get("Records");
    assertEquals(1, records.size());
    return records.get(0);
  }

  private void assertTold(String event, String key) throws IOException, InterruptedException {
    assertEquals(event + " " + key, nextTold());
  }

  private String nextTold() throws IOException, InterruptedException {
    JsonNode told = told();
    return told.get("eventName").textValue() + " " + told.at("/s3/object/key").textValue();
  }

  @Test
  void tellsOfAnObjectInTheFormOfS3() throws IOException, InterruptedException {
    watch("\"events\":[\"s3:ObjectCreated:*\"]");
    put("a b/ü+.txt");
    JsonNode told = told();
    String request = told.at("/responseElements/x-amz-request-id").textValue();
    assertEquals(
        Json.read(
            """
            {"eventVersion":"2.0","eventSource":"aws:s3","awsRegion":"%s","eventTime":"%s",
             "eventName":"ObjectCreated:Put","userIdentity":{"principalId":"%s"},
             "requestParameters":{"sourceIPAddress":"127.0.0.1"},
             "responseElements":{"x-amz-request-id":"%s","x-amz-id-2":"%s"},
             "s3":{"s3SchemaVersion":"1.0","configurationId":"told",
              "bucket":{"name":"pictures","ownerIdentity":{"PrincipalId":"%s"},
               "arn":"arn:aws:s3:::pictures"},
              "object":{"key":"a+b/%%C3%%BC%%2B.txt","eTag":"827ccb0eea8a706c4c34a16891f84e7b",
               "size":5,"versionId":"null","sequencer":"0000000000000001"}}}
            """
                .formatted(
                    host.credentials().region(),
                    told.get("eventTime").textValue(),
                    told.at("/userIdentity/principalId").textValue(),
                    request,
                    request,
                    told.at("/s3/bucket/ownerIdentity/PrincipalId").textValue())),
        told);
  }

  @Test
  void tellsOfCopiesUploadsInPartsAndDeletions() throws IOException, InterruptedException {
    watch("\"events\":[\"s3:ObjectCreated:*\",\"s3:ObjectRemoved:*\"]");
    put("one");
    assertTold("ObjectCreated:Put", "one");
    s3.copyObject(
        b ->
            b.sourceBucket(BUCKET)
                .sourceKey("one")
                .destinationBucket(BUCKET)
                .destinationKey("two"));
    assertTold("ObjectCreated:Copy", "two");
    String upload = s3.createMultipartUpload(b -> b.bucket(BUCKET).key("big")).uploadId();
    String etag =
        s3.uploadPart(
                b -> b.bucket(BUCKET).key("big").uploadId(upload).partNumber(1),
                RequestBody.fromString("part"))
            .eTag();
    s3.completeMultipartUpload(
        b ->
            b.bucket(BUCKET)
                .key("big")
                .uploadId(upload)
                .multipartUpload(
                    m -> m.parts(CompletedPart.builder().partNumber(1).eTag(etag).build())));
    assertTold("ObjectCreated:CompleteMultipartUpload", "big");
    s3.deleteObject(b -> b.bucket(BUCKET).key("one"));
    assertTold("ObjectRemoved:Delete", "one");
    s3.deleteObjects(
        b ->
            b.bucket(BUCKET)
                .delete(
                    d ->
                        d.objects(
                            ObjectIdentifier.builder().key("big").build(),
                            ObjectIdentifier.builder().key("never there").build(),
                            ObjectIdentifier.builder().key("two").build())));
    assertEquals(
        Set.of("ObjectRemoved:Delete big", "ObjectRemoved:Delete two"),
        new HashSet<>(List.of(nextTold(), nextTold())),
        "of one request, in any order");
  }

  @Test
  void tellsOfWhatObsClientsDo() throws Exception {
    watch("\"events\":[\"ObjectCreated\",\"Delete\"]");
    ObsConfiguration configuration = new ObsConfiguration();
    configuration.setEndPoint(host.host.bucketAddress());
    configuration.setPathStyle(true);
    configuration.setAuthType(AuthTypeEnum.OBS);
    try (ObsClient obs =
        new ObsClient(
            host.credentials().accessKey(), host.credentials().secretKey(), configuration)) {
      obs.putObject(BUCKET, "x", new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)));
      assertTold("ObjectCreated:Put", "x");
      obs.deleteObject(BUCKET, "x");
      assertTold("ObjectRemoved:Delete", "x");
    }
  }

  @Test
  void tellsOnlyOfKindsPrefixesAndSuffixesThatWereAskedFor()
      throws IOException, InterruptedException {
    watch("\"events\":[\"s3:ObjectCreated:Put\"],\"prefix\":\"in/\",\"suffix\":\".jpg\"");
    put("in/a.png");
    put("out/a.jpg");
    put("in/a.jpg");
    s3.deleteObject(b -> b.bucket(BUCKET).key("in/a.jpg"));
    put("in/b.jpg");
    assertTold("ObjectCreated:Put", "in/a.jpg");
    assertTold("ObjectCreated:Put", "in/b.jpg");
    assertTrue(host.invoker.calls.isEmpty());
  }

  @Test
  void refusesTheSameBucketPrefixAndSuffixOfAnotherTrigger() {
    host.create("other");
    watch("\"events\":[\"s3:ObjectCreated:*\"],\"prefix\":\"a\"");
    TestHost.Answer same = create("other", "\"events\":[\"s3:ObjectRemoved:*\"],\"prefix\":\"a\"");
    assertEquals("403 FSS.1108", same.status() + " " + same.code());
    assertEquals(
        201, create("other", "\"events\":[\"s3:ObjectRemoved:*\"],\"prefix\":\"b\"").status());
  }

  @Test
  void refusesWhatMakesNoSense() {
    for (String settings :
        List.of(
            "\"events\":[]",
            "\"events\":[\"s3:ObjectEaten:*\"]",
            "\"prefix\":\"a\"",
            "\"events\":[\"Put\"],\"queue\":1")) {
      TestHost.Answer answer = create("hello", settings);
      assertEquals("400 FSS.1106", answer.status() + " " + answer.code(), answer.text());
    }
  }

  @Test
  void isNotDisabled() {
    watch("\"events\":[\"Put\"]");
    String path = "/fgs/triggers/" + host.urn("hello");
    String id = host.get(path).json().at("/0/trigger_id").asText();
    TestHost.Answer answer =
        host.call("PUT", path + "/OBS/" + id, "{\"trigger_status\":\"DISABLED\"}");
    assertEquals("FSS.1318", answer.code(), answer.text());
  }

  @Test
  void refusesABucketThatIsNotThere() {
    TestHost.Answer answer =
        host.call(
            "POST",
            "/fgs/triggers/" + host.urn("hello"),
            """
            {"trigger_type_code":"OBS",
             "event_data":{"bucket":"nowhere","name":"told","events":["Put"]}}
            """);
    assertEquals("400 FSS.1106", answer.status() + " " + answer.code(), answer.text());
  }

  @Test
  void tellsOfNothingAfterTheTriggerIsDeleted() throws IOException, InterruptedException {
    watch("\"events\":[\"Put\"]");
    put("first");
    assertTold("ObjectCreated:Put", "first");
    String id = host.get("/fgs/triggers/" + host.urn("hello")).json().at("/0/trigger_id").asText();
    host.call("DELETE", "/fgs/triggers/" + host.urn("hello") + "/OBS/" + id, "");
    put("second");
    watch("\"events\":[\"Put\"]");
    put("third");
    assertTold("ObjectCreated:Put", "third");
  }

  @Test
  void tellsAfterARestartWhatItHadNoted() throws Exception {
    watch("\"events\":[\"Put\"]");
    host.invoker.behaviour =
        (_, _) -> Invocation.Cause.OVERLOADED.because("full", Invocation.Summary.NOTHING);
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      put("k" + i);
      keys.add("k" + i);
    }
    s3.close();
    host.close();
    open();
    while (!keys.isEmpty()) {
      keys.remove(told().at("/s3/object/key").textValue());
    }
  }
}
