package io.planform.utility.tls;

/** What keys can be of; the names are those of attributes. */
enum KeyAlgorithm {
  RSA,
  ECDSA,
  ED25519
}
