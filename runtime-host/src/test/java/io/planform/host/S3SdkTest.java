package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.iam.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Object storage as the AWS SDK for Java sees it. */
class S3SdkTest {
  private static final String BUCKET = "pictures";

  @TempDir Path home;
  private TestHost host;
  private S3Client s3;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    s3 = client(host.credentials().secretKey());
    s3.createBucket(b -> b.bucket(BUCKET));
  }

  @AfterEach
  void stop() {
    s3.close();
    host.close();
  }

  private S3Client client(String secretKey) {
    Credentials credentials = host.credentials();
    return S3Client.builder()
        .endpointOverride(URI.create(host.host.bucketAddress()))
        .region(Region.of(credentials.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(credentials.accessKey(), secretKey)))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private void put(String key, String content) {
    s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString(content));
  }

  private String get(String key) {
    return s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asUtf8String();
  }

  /**
   * Status and code; the status alone where the HTTP client loses the text, as it does when a
   * refusal comes before it has sent the content.
   */
  private static String code(org.junit.jupiter.api.function.Executable call) {
    S3Exception refused = assertThrows(S3Exception.class, call);
    String code = refused.awsErrorDetails().errorCode();
    return refused.statusCode() + (code == null ? "" : " " + code);
  }

  @Test
  void createsListsAndDeletesBuckets() {
    s3.createBucket(b -> b.bucket("other"));

    assertEquals(
        List.of("other", BUCKET), s3.listBuckets().buckets().stream().map(b -> b.name()).toList());
    assertEquals("409 BucketAlreadyOwnedByYou", code(() -> s3.createBucket(b -> b.bucket(BUCKET))));
    s3.headBucket(b -> b.bucket(BUCKET));
    s3.deleteBucket(b -> b.bucket("other"));
    assertEquals("404 NoSuchBucket", code(() -> s3.headBucket(b -> b.bucket("other"))));
    assertEquals("404 NoSuchBucket", code(() -> s3.deleteBucket(b -> b.bucket("other"))));
    put("a", "held");
    assertEquals("409 BucketNotEmpty", code(() -> s3.deleteBucket(b -> b.bucket(BUCKET))));
  }

  @Test
  void keepsContentMetadataAndType() {
    s3.putObject(
        b ->
            b.bucket(BUCKET)
                .key("a.txt")
                .contentType("text/plain")
                .contentDisposition("inline")
                .metadata(Map.of("colour", "blue")),
        RequestBody.fromString("hello"));

    ResponseBytes<GetObjectResponse> got = s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("a.txt"));
    assertEquals("hello", got.asUtf8String());
    assertEquals("text/plain", got.response().contentType());
    assertEquals("inline", got.response().contentDisposition());
    assertEquals(Map.of("colour", "blue"), got.response().metadata());
    assertEquals("\"5d41402abc4b2a76b9719d911017c592\"", got.response().eTag());
    HeadObjectResponse head = s3.headObject(b -> b.bucket(BUCKET).key("a.txt"));
    assertEquals(5, head.contentLength());
    assertEquals("404 NoSuchKey", code(() -> get("b.txt")));
  }

  @Test
  void keepsStrangeKeysApart() {
    List<String> keys =
        List.of(
            "../../etc/passwd",
            "..",
            ".",
            "a//b",
            "/leading",
            "trailing/",
            "trailing",
            "Ünïcödé/日本/🚀",
            "a b+c%20d&e=f?g#h",
            "<xml attr=\"'\">&amp;",
            "k".repeat(1024));

    keys.forEach(key -> put(key, "content of " + key));

    keys.forEach(key -> assertEquals("content of " + key, get(key), key));
    assertEquals(
        keys.stream().sorted(S3SdkTest::byBytes).toList(),
        s3.listObjectsV2(b -> b.bucket(BUCKET)).contents().stream().map(S3Object::key).toList());
    keys.forEach(key -> s3.deleteObject(b -> b.bucket(BUCKET).key(key)));
    assertEquals(0, s3.listObjectsV2(b -> b.bucket(BUCKET)).keyCount());
    assertEquals("400 KeyTooLongError", code(() -> put("k".repeat(1025), "")));
  }

  private static int byBytes(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writesNothingOutsideItsFolder() throws IOException {
    put("../../../escaped", "x");

    try (Stream<Path> files = Files.walk(home)) {
      assertTrue(files.noneMatch(file -> file.getFileName().toString().contains("escaped")));
    }
    assertFalse(Files.exists(home.resolveSibling("escaped")));
  }

  @Test
  void listsByPrefixAndDelimiterInPages() {
    for (int i = 0; i < 5; i++) {
      put("logs/2026/" + i, "x");
      put("logs/top" + i, "x");
    }
    put("other", "x");

    ListObjectsV2Response folder =
        s3.listObjectsV2(b -> b.bucket(BUCKET).prefix("logs/").delimiter("/"));
    assertEquals(
        List.of("logs/2026/"), folder.commonPrefixes().stream().map(CommonPrefix::prefix).toList());
    assertEquals(5, folder.contents().size());
    List<String> paged = new ArrayList<>();
    s3.listObjectsV2Paginator(b -> b.bucket(BUCKET).delimiter("/").prefix("logs/").maxKeys(2))
        .forEach(
            page -> {
              assertTrue(page.contents().size() + page.commonPrefixes().size() <= 2);
              page.commonPrefixes().forEach(prefix -> paged.add(prefix.prefix()));
              page.contents().forEach(object -> paged.add(object.key()));
            });
    assertEquals(
        List.of("logs/2026/", "logs/top0", "logs/top1", "logs/top2", "logs/top3", "logs/top4"),
        paged);
    assertEquals(
        List.of("logs/top4", "other"),
        s3.listObjects(b -> b.bucket(BUCKET).marker("logs/top3")).contents().stream()
            .map(S3Object::key)
            .toList());
  }

  @Test
  void readsRangesAndConditions() {
    put("a", "0123456789");

    assertEquals(
        "234",
        s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("a").range("bytes=2-4")).asUtf8String());
    assertEquals(
        "89", s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("a").range("bytes=-2")).asUtf8String());
    assertEquals(
        "416 InvalidRange",
        code(() -> s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("a").range("bytes=10-"))));
    String etag = s3.headObject(b -> b.bucket(BUCKET).key("a")).eTag();
    assertEquals(
        "304", code(() -> s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("a").ifNoneMatch(etag))));
    assertEquals(
        "412 PreconditionFailed",
        code(() -> s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("a").ifMatch("\"other\""))));
    assertEquals(
        "412",
        code(
            () ->
                s3.putObject(
                    b -> b.bucket(BUCKET).key("a").ifNoneMatch("*"), RequestBody.fromString("b"))));
    assertEquals("0123456789", get("a"));
  }

  @Test
  void copiesAndDeletesSeveral() {
    s3.putObject(
        b -> b.bucket(BUCKET).key("a").metadata(Map.of("colour", "blue")),
        RequestBody.fromString("hello"));

    s3.copyObject(
        b -> b.sourceBucket(BUCKET).sourceKey("a").destinationBucket(BUCKET).destinationKey("ü/b"));
    s3.copyObject(
        b ->
            b.sourceBucket(BUCKET)
                .sourceKey("a")
                .destinationBucket(BUCKET)
                .destinationKey("c")
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("colour", "red")));

    s3.deleteObject(b -> b.bucket(BUCKET).key("a"));
    assertEquals("hello", get("ü/b"));
    assertEquals(
        Map.of("colour", "blue"), s3.headObject(b -> b.bucket(BUCKET).key("ü/b")).metadata());
    assertEquals(Map.of("colour", "red"), s3.headObject(b -> b.bucket(BUCKET).key("c")).metadata());
    List<ObjectIdentifier> all =
        Stream.of("ü/b", "c", "never there")
            .map(key -> ObjectIdentifier.builder().key(key).build())
            .toList();
    assertEquals(
        3, s3.deleteObjects(b -> b.bucket(BUCKET).delete(d -> d.objects(all))).deleted().size());
    s3.deleteBucket(b -> b.bucket(BUCKET));
  }

  @Test
  void joinsParts() {
    byte[] first = random(6 * 1024 * 1024);
    byte[] second = random(1000);
    String upload = s3.createMultipartUpload(b -> b.bucket(BUCKET).key("big")).uploadId();
    CompletedPart two = part(upload, 2, second);
    CompletedPart one = part(upload, 1, first);
    part(upload, 3, random(10));

    assertEquals(3, s3.listParts(b -> b.bucket(BUCKET).key("big").uploadId(upload)).parts().size());
    assertEquals(1, s3.listMultipartUploads(b -> b.bucket(BUCKET)).uploads().size());
    assertEquals("404 NoSuchKey", code(() -> get("big")));
    assertEquals("400 InvalidPartOrder", code(() -> complete(upload, two, one)));
    complete(upload, one, two);

    byte[] whole = s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("big")).asByteArray();
    assertArrayEquals(first, Arrays.copyOf(whole, first.length));
    assertArrayEquals(second, Arrays.copyOfRange(whole, first.length, whole.length));
    assertArrayEquals(
        Arrays.copyOfRange(whole, first.length - 3, first.length + 3),
        s3.getObjectAsBytes(
                b ->
                    b.bucket(BUCKET)
                        .key("big")
                        .range("bytes=%d-%d".formatted(first.length - 3, first.length + 2)))
            .asByteArray());
    assertEquals("404 NoSuchUpload", code(() -> complete(upload, one, two)));
  }

  private CompletedPart part(String upload, int number, byte[] content) {
    String etag =
        s3.uploadPart(
                b -> b.bucket(BUCKET).key("big").uploadId(upload).partNumber(number),
                RequestBody.fromBytes(content))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private void complete(String upload, CompletedPart... parts) {
    s3.completeMultipartUpload(
        b -> b.bucket(BUCKET).key("big").uploadId(upload).multipartUpload(m -> m.parts(parts)));
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void abortsUploads() {
    String upload = s3.createMultipartUpload(b -> b.bucket(BUCKET).key("big")).uploadId();
    part(upload, 1, random(10));

    s3.abortMultipartUpload(b -> b.bucket(BUCKET).key("big").uploadId(upload));

    assertEquals(0, s3.listMultipartUploads(b -> b.bucket(BUCKET)).uploads().size());
    assertEquals("404", code(() -> part(upload, 2, random(10))));
  }

  @Test
  void checksEveryChecksumAndChunkedBody() {
    for (ChecksumAlgorithm algorithm :
        List.of(
            ChecksumAlgorithm.CRC32,
            ChecksumAlgorithm.CRC32_C,
            ChecksumAlgorithm.SHA1,
            ChecksumAlgorithm.SHA256)) {
      s3.putObject(
          b -> b.bucket(BUCKET).key("sum").checksumAlgorithm(algorithm),
          RequestBody.fromBytes(random(300_000)));
      assertArrayEquals(
          random(300_000),
          s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("sum")).asByteArray(),
          algorithm.toString());
    }
    assertEquals(
        "400 BadDigest",
        code(
            () ->
                s3.putObject(
                    b -> b.bucket(BUCKET).key("md5").contentMD5("XrY7u+Ae7tCTyyK7j1rNww=="),
                    RequestBody.fromString("other"))));
    assertEquals("404 NoSuchKey", code(() -> get("md5")));
  }

  @Test
  void keepsTags() {
    assertEquals("404 NoSuchTagSet", code(() -> s3.getBucketTagging(b -> b.bucket(BUCKET))));

    Tag tag = Tag.builder().key("stage").value("test").build();
    s3.putBucketTagging(b -> b.bucket(BUCKET).tagging(t -> t.tagSet(tag)));

    assertEquals(List.of(tag), s3.getBucketTagging(b -> b.bucket(BUCKET)).tagSet());
  }

  @Test
  void refusesWrongSignatures() {
    try (S3Client wrong = client("wrong")) {
      assertEquals("403 SignatureDoesNotMatch", code(() -> wrong.listBuckets()));
      assertEquals(
          "403",
          code(
              () ->
                  wrong.putObject(
                      b -> b.bucket(BUCKET).key("a"), RequestBody.fromBytes(random(100_000)))));
    }
    assertEquals("404 NoSuchKey", code(() -> get("a")));
  }

  @Test
  void servesSignedAddressesUntilTheyEnd() throws Exception {
    put("a b/ü", "hello");
    Credentials credentials = host.credentials();
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(URI.create(host.host.bucketAddress()))
            .region(Region.of(credentials.region()))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(credentials.accessKey(), credentials.secretKey())))
            .build()) {
      URI address =
          presigner
              .presignGetObject(
                  b ->
                      b.signatureDuration(Duration.ofMinutes(1))
                          .getObjectRequest(g -> g.bucket(BUCKET).key("a b/ü")))
              .url()
              .toURI();
      assertEquals("hello", fetched(address).body());
      URI other = URI.create(address.toString().replace("X-Amz-Expires=60", "X-Amz-Expires=61"));
      assertEquals(403, fetched(other).statusCode());
    }
  }

  private static HttpResponse<String> fetched(URI address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void saysWhatItDoesNotDo() {
    assertEquals(
        "501 NotImplemented",
        code(
            () ->
                s3.putBucketVersioning(
                    b -> b.bucket(BUCKET).versioningConfiguration(v -> v.status("Enabled")))));
    assertEquals(
        "501",
        code(
            () ->
                s3.putObject(
                    b -> b.bucket(BUCKET).key("a").serverSideEncryption("AES256"),
                    RequestBody.fromString("x"))));
    assertEquals("404 NoSuchBucketPolicy", code(() -> s3.getBucketPolicy(b -> b.bucket(BUCKET))));
  }

  @Test
  void keepsObjectsOverRestarts() throws HostException {
    put("a", "hello");
    host.close();
    host = new TestHost(home);
    s3 = client(host.credentials().secretKey());

    assertEquals("hello", get("a"));
  }
}
