package io.planform.host.bucket.protocol;

/** The errors that S3 and OBS document and this host gives: code and HTTP status. */
public enum S3Error {
  ACCESS_DENIED("AccessDenied", 403),
  BAD_DIGEST("BadDigest", 400),
  BUCKET_ALREADY_OWNED_BY_YOU("BucketAlreadyOwnedByYou", 409),
  BUCKET_NOT_EMPTY("BucketNotEmpty", 409),
  ENTITY_TOO_LARGE("EntityTooLarge", 400),
  ENTITY_TOO_SMALL("EntityTooSmall", 400),
  INCOMPLETE_BODY("IncompleteBody", 400),
  INSUFFICIENT_STORAGE_SPACE("InsufficientStorageSpace", 403),
  INTERNAL_ERROR("InternalError", 500),
  INVALID_ACCESS_KEY_ID("InvalidAccessKeyId", 403),
  INVALID_ARGUMENT("InvalidArgument", 400),
  INVALID_BUCKET_NAME("InvalidBucketName", 400),
  INVALID_DIGEST("InvalidDigest", 400),
  INVALID_PART("InvalidPart", 400),
  INVALID_PART_ORDER("InvalidPartOrder", 400),
  INVALID_RANGE("InvalidRange", 416),
  INVALID_REQUEST("InvalidRequest", 400),
  INVALID_TAG("InvalidTag", 400),
  INVALID_URI("InvalidURI", 400),
  KEY_TOO_LONG("KeyTooLongError", 400),
  MALFORMED_XML("MalformedXML", 400),
  MAX_MESSAGE_LENGTH_EXCEEDED("MaxMessageLengthExceeded", 400),
  METADATA_TOO_LARGE("MetadataTooLarge", 400),
  METHOD_NOT_ALLOWED("MethodNotAllowed", 405),
  MISSING_CONTENT_LENGTH("MissingContentLength", 411),
  NO_SUCH_BUCKET("NoSuchBucket", 404),
  NO_SUCH_BUCKET_POLICY("NoSuchBucketPolicy", 404),
  NO_SUCH_CORS_CONFIGURATION("NoSuchCORSConfiguration", 404),
  NO_SUCH_ENCRYPTION_CONFIGURATION("ServerSideEncryptionConfigurationNotFoundError", 404),
  NO_SUCH_KEY("NoSuchKey", 404),
  NO_SUCH_LIFECYCLE_CONFIGURATION("NoSuchLifecycleConfiguration", 404),
  NO_SUCH_TAG_SET("NoSuchTagSet", 404),
  NO_SUCH_UPLOAD("NoSuchUpload", 404),
  NO_SUCH_WEBSITE_CONFIGURATION("NoSuchWebsiteConfiguration", 404),
  NOT_IMPLEMENTED("NotImplemented", 501),
  NOT_MODIFIED("NotModified", 304),
  PRECONDITION_FAILED("PreconditionFailed", 412),
  REQUEST_TIME_TOO_SKEWED("RequestTimeTooSkewed", 403),
  SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403),
  /** The disk is full; no published code says that. */
  STORAGE_FULL("InsufficientStorage", 507),
  CONTENT_SHA256_MISMATCH("XAmzContentSHA256Mismatch", 400);

  private final String code;
  private final int status;

  S3Error(String code, int status) {
    this.code = code;
    this.status = status;
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }
}
