package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obs.services.ObsClient;
import com.obs.services.ObsConfiguration;
import com.obs.services.exception.ObsException;
import com.obs.services.model.AuthTypeEnum;
import com.obs.services.model.BucketQuota;
import com.obs.services.model.BucketTagInfo;
import com.obs.services.model.CompleteMultipartUploadRequest;
import com.obs.services.model.HttpMethodEnum;
import com.obs.services.model.InitiateMultipartUploadRequest;
import com.obs.services.model.ListBucketsRequest;
import com.obs.services.model.ListObjectsRequest;
import com.obs.services.model.ObjectMetadata;
import com.obs.services.model.ObsObject;
import com.obs.services.model.PartEtag;
import com.obs.services.model.PutObjectRequest;
import com.obs.services.model.TemporarySignatureRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Object storage as OBS's own SDK for Java sees it. Its version 4 is left out: it signs a fixed
 * text in the place of the content's hash.
 */
class ObsSdkTest {
  private static final String BUCKET = "pictures";

  @TempDir Path home;
  private TestHost host;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private ObsClient client(AuthTypeEnum type, boolean negotiating, String secretKey) {
    ObsConfiguration configuration = new ObsConfiguration();
    configuration.setEndPoint(host.host.bucketAddress());
    configuration.setPathStyle(true);
    configuration.setAuthType(type);
    configuration.setAuthTypeNegotiation(negotiating);
    configuration.setMaxErrorRetry(0);
    return new ObsClient(host.credentials().accessKey(), secretKey, configuration);
  }

  private ObsClient client(AuthTypeEnum type) {
    return client(type, false, host.credentials().secretKey());
  }

  private static String read(ObsObject object) throws IOException {
    return new String(object.getObjectContent().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(names = {"OBS", "V2"})
  void storesAndReads(AuthTypeEnum type) throws IOException {
    try (ObsClient obs = client(type)) {
      obs.createBucket(BUCKET);
      PutObjectRequest request =
          new PutObjectRequest(
              BUCKET,
              "ü/a b+c",
              new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)));
      ObjectMetadata metadata = new ObjectMetadata();
      metadata.addUserMetadata("colour", "blue");
      metadata.setContentType("text/plain");
      request.setMetadata(metadata);
      obs.putObject(request);

      ObsObject object = obs.getObject(BUCKET, "ü/a b+c");
      assertEquals("hello", read(object));
      assertEquals("blue", object.getMetadata().getUserMetadata("colour"));
      assertEquals("text/plain", object.getMetadata().getContentType());
      ListObjectsRequest folder = new ListObjectsRequest(BUCKET);
      folder.setDelimiter("/");
      assertEquals(List.of("ü/"), obs.listObjects(folder).getCommonPrefixes());
      obs.copyObject(BUCKET, "ü/a b+c", BUCKET, "copy");
      assertEquals("hello", read(obs.getObject(BUCKET, "copy")));
      obs.deleteObject(BUCKET, "ü/a b+c");
      obs.deleteObject(BUCKET, "copy");
      obs.deleteBucket(BUCKET);
      assertEquals(List.of(), obs.listBuckets(new ListBucketsRequest()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OBS", "V2"})
  void refusesWrongKeys(AuthTypeEnum type) throws IOException {
    try (ObsClient obs = client(type, false, "wrong")) {
      ObsException refused = assertThrows(ObsException.class, () -> obs.createBucket(BUCKET));
      assertEquals(403, refused.getResponseCode());
      assertEquals("SignatureDoesNotMatch", refused.getErrorCode());
    }
  }

  @Test
  void agreesOnTheSignature() throws IOException {
    try (ObsClient obs = client(AuthTypeEnum.OBS, true, host.credentials().secretKey())) {
      obs.createBucket(BUCKET);

      obs.putObject(BUCKET, "a", new ByteArrayInputStream(new byte[10]));

      assertTrue(obs.headBucket(BUCKET));
      assertTrue(obs.doesObjectExist(BUCKET, "a"));
    }
  }

  @Test
  void keepsSettings() throws IOException {
    try (ObsClient obs = client(AuthTypeEnum.OBS)) {
      obs.createBucket(BUCKET);
      BucketTagInfo tags = new BucketTagInfo();
      tags.getTagSet().addTag("stage", "test");

      obs.setBucketTagging(BUCKET, tags);
      obs.setBucketQuota(BUCKET, new BucketQuota(10));
      obs.putObject(BUCKET, "a", new ByteArrayInputStream(new byte[6]));

      assertEquals(
          "test", obs.getBucketTagging(BUCKET).getTagSet().getTags().getFirst().getValue());
      assertEquals(10, obs.getBucketQuota(BUCKET).getBucketQuota());
      assertEquals(6, obs.getBucketStorageInfo(BUCKET).getSize());
      assertEquals(1, obs.getBucketStorageInfo(BUCKET).getObjectNumber());
      ObsException full =
          assertThrows(
              ObsException.class,
              () -> obs.putObject(BUCKET, "b", new ByteArrayInputStream(new byte[6])));
      assertEquals("InsufficientStorageSpace", full.getErrorCode());
      assertEquals(host.credentials().region(), obs.getBucketLocation(BUCKET));
    }
  }

  @Test
  void joinsParts() throws IOException {
    try (ObsClient obs = client(AuthTypeEnum.OBS)) {
      obs.createBucket(BUCKET);
      String upload =
          obs.initiateMultipartUpload(new InitiateMultipartUploadRequest(BUCKET, "big"))
              .getUploadId();
      String first =
          obs.uploadPart(BUCKET, "big", upload, 1, new ByteArrayInputStream(new byte[200_000]))
              .getEtag();
      String second =
          obs.uploadPart(BUCKET, "big", upload, 2, new ByteArrayInputStream(new byte[5])).getEtag();

      obs.completeMultipartUpload(
          new CompleteMultipartUploadRequest(
              BUCKET,
              "big",
              upload,
              new ArrayList<>(List.of(new PartEtag(first, 1), new PartEtag(second, 2)))));

      assertEquals(200_005, obs.getObjectMetadata(BUCKET, "big").getContentLength());
    }
  }

  @Test
  void servesSignedAddresses() throws Exception {
    try (ObsClient obs = client(AuthTypeEnum.OBS);
        HttpClient client = HttpClient.newHttpClient()) {
      obs.createBucket(BUCKET);
      obs.putObject(
          BUCKET, "a", new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)));
      TemporarySignatureRequest wanted = new TemporarySignatureRequest(HttpMethodEnum.GET, 60);
      wanted.setBucketName(BUCKET);
      wanted.setObjectKey("a");

      String address = obs.createTemporarySignature(wanted).getSignedUrl();

      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals("hello", answer.body());
    }
  }
}
