package io.planform.host.bucket;

import io.planform.host.audit.AuditLog;
import io.planform.host.bucket.protocol.Dialect;
import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.signature.CheckedBody;
import io.planform.host.bucket.signature.Proof;
import io.planform.host.bucket.signature.Signatures;
import io.planform.host.bucket.store.Buckets;
import io.planform.host.bucket.store.Objects;
import io.planform.host.bucket.store.Uploads;
import io.planform.host.iam.Account;
import io.planform.host.operation.FencedReads;
import io.planform.host.server.ApiException;
import io.planform.host.server.Request;
import io.planform.host.server.StreamService;
import io.planform.host.server.StreamedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of S3 and OBS clients: who asks, may they, and what is it about. */
public final class BucketService implements StreamService {
  private static final Logger LOG = LoggerFactory.getLogger(BucketService.class);

  /** Parameters that name a setting or form which this host does not have. */
  private static final Set<String> NOT_BUILT =
      Set.of(
          "accelerate",
          "analytics",
          "append",
          "attributes",
          "cors",
          "encryption",
          "intelligent-tiering",
          "inventory",
          "legal-hold",
          "lifecycle",
          "logging",
          "metrics",
          "notification",
          "object-lock",
          "ownershipControls",
          "policy",
          "policyStatus",
          "publicAccessBlock",
          "rename",
          "replication",
          "requestPayment",
          "restore",
          "retention",
          "select",
          "storageClass",
          "tagging",
          "torrent",
          "truncate",
          "acl",
          "versionId",
          "versioning",
          "versions",
          "website",
          "customdomain");

  /** The action of an operation that asks for leave for each object. */
  private static final String EACH = "obs:object:each";

  private final Signatures signatures;
  private final FencedReads fences;
  private final Access access;
  private final BucketTrail trail;
  private final Map<String, S3Operation> onBuckets = new HashMap<>();
  private final Map<String, S3Operation> onObjects = new HashMap<>();
  private final S3Operation listBuckets;

  public BucketService(
      Signatures signatures,
      Account account,
      AuditLog audit,
      InstantSource clock,
      FencedReads fences,
      Buckets buckets,
      Objects objects,
      Uploads uploads) {
    this.signatures = signatures;
    this.fences = fences;
    String region = account.credentials().region();
    this.access = new Access(region, account.id());
    this.trail = new BucketTrail(audit, clock);
    BucketApi bucketApi = new BucketApi(buckets, region, account.id());
    ObjectApi objectApi = new ObjectApi(objects, access, bucketApi);
    UploadApi uploadApi = new UploadApi(uploads, objectApi);
    ListingApi listingApi = new ListingApi(objects, account.id());
    this.listBuckets = S3Operation.reading("obs:bucket:ListAllMyBuckets", bucketApi::list);
    onBuckets.putAll(bucketApi.operations());
    onBuckets.put("GET", S3Operation.reading("obs:bucket:ListBucket", listingApi::list));
    onBuckets.put(
        "GET uploads",
        S3Operation.reading("obs:bucket:ListBucketMultipartUploads", uploadApi::list));
    onBuckets.put("POST delete", S3Operation.reading(EACH, objectApi::deleteSeveral));
    onObjects.putAll(objectApi.operations());
    onObjects.putAll(uploadApi.operations());
  }

  @Override
  public StreamedResponse handle(Request head, InputStream body) throws IOException {
    try {
      Address address = Address.of(head);
      if (isQuestionForVersion(head)) {
        return identified(Answers.empty(200, Map.of("x-obs-api", "3.0")), head, Dialect.OBS);
      }
      return carryOut(head, body, address);
    } catch (S3Exception e) {
      return refused(e, head);
    } catch (ApiException e) {
      return refused(translated(e), head);
    } catch (IOException | RuntimeException e) {
      return refused(failed(e, head), head);
    }
  }

  /** OBS clients ask so, without signature, which signature they are to use. */
  private static boolean isQuestionForVersion(Request head) {
    return head.method().equals("HEAD") && head.query().equals("apiversion");
  }

  private StreamedResponse carryOut(Request head, InputStream body, Address address)
      throws IOException {
    Proof proof;
    try {
      proof = signatures.prove(head, address.resource());
    } catch (S3Exception e) {
      trail.refused(head, address, e);
      throw e;
    }
    S3Request request = S3Request.of(head, address, proof, new CheckedBody(head, proof, body));
    S3Operation operation = operation(request);
    try {
      if (!operation.action().equals(EACH)) {
        access.check(proof.caller(), operation.action(), address);
      }
      ObjectHeaders.checkSupported(request);
      if (head.method().equals("GET") || head.method().equals("HEAD")) {
        fences.check(head);
      }
      StreamedResponse response =
          identified(operation.handler().answer(request), head, proof.dialect());
      if (operation.changes()) {
        trail.changed(request, operation, response.status());
      }
      return response;
    } catch (S3Exception e) {
      if (operation.changes() || e.error() == S3Error.ACCESS_DENIED) {
        trail.refused(request, operation, e);
      }
      throw e;
    }
  }

  private S3Operation operation(S3Request request) {
    String method = request.http().method();
    if (request.bucket().isEmpty()) {
      if (method.equals("GET")) {
        return listBuckets;
      }
      throw notAllowed(method);
    }
    Map<String, S3Operation> operations = request.key().isEmpty() ? onBuckets : onObjects;
    Optional<S3Operation> named =
        request.query().keySet().stream()
            .flatMap(name -> Stream.ofNullable(operations.get(method + " " + name)))
            .findFirst();
    Optional<String> missing =
        request.query().keySet().stream().filter(NOT_BUILT::contains).findFirst();
    if (named.isEmpty() && missing.isPresent()) {
      throw new S3Exception(
          S3Error.NOT_IMPLEMENTED,
          "%s with \"%s\" is not implemented by this host.".formatted(method, missing.get()));
    }
    return named
        .or(() -> Optional.ofNullable(operations.get(method)))
        .orElseThrow(() -> notAllowed(method));
  }

  private static S3Exception notAllowed(String method) {
    return new S3Exception(
        S3Error.METHOD_NOT_ALLOWED, "There is no operation %s here.".formatted(method));
  }

  private static StreamedResponse refused(S3Exception refusal, Request head) {
    return identified(Answers.error(refusal, head.path(), head.id()), head, Dialect.S3);
  }

  private static StreamedResponse identified(
      StreamedResponse response, Request head, Dialect dialect) {
    return response.with(dialect.header("request-id"), head.id());
  }

  /** What parts of the host that know nothing of object storage refuse. */
  private static S3Exception translated(ApiException refusal) {
    S3Error error =
        switch (refusal.status()) {
          case 400 -> S3Error.INVALID_ARGUMENT;
          case 412 -> S3Error.PRECONDITION_FAILED;
          default -> S3Error.INTERNAL_ERROR;
        };
    return new S3Exception(error, refusal.getMessage());
  }

  private static S3Exception failed(Exception failure, Request head) {
    if (String.valueOf(failure.getMessage()).contains("No space left")) {
      return new S3Exception(S3Error.STORAGE_FULL, "The disk of this host is full.");
    }
    LOG.error("request {} {} failed", head.id(), head.method(), failure);
    return new S3Exception(
        S3Error.INTERNAL_ERROR, "The host failed; its log names request " + head.id() + ".");
  }
}
