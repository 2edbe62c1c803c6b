/**
 * HPKE (RFC 9180) for one message: base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM.
 *
 * Names follow the RFC. Only WebCrypto computes; the result is what `reporting/sealing.py` opens:
 * the encapsulated key (65 bytes), then the ciphertext with its tag.
 */
const P256 = { name: "ECDH", namedCurve: "P-256" };
const KEM_ID = [0x00, 0x10];
const KDF_ID = [0x00, 0x01];
const AEAD_ID = [0x00, 0x01];
const KEM_SUITE = join("KEM", KEM_ID);
const HPKE_SUITE = join("HPKE", KEM_ID, KDF_ID, AEAD_ID);
const EMPTY = new Uint8Array();
// HMAC pads a key with zeros: this one equals the RFC's empty salt, which WebCrypto refuses.
const NO_SALT = new Uint8Array(32);

/** Texts (UTF-8), arrays of numbers and byte arrays, one after the other. */
function join(...parts) {
  const bytes = parts.map((part) =>
    typeof part === "string" ? new TextEncoder().encode(part) : Uint8Array.from(part),
  );
  const all = new Uint8Array(bytes.reduce((length, one) => length + one.length, 0));
  let end = 0;
  for (const one of bytes) {
    all.set(one, end);
    end += one.length;
  }
  return all;
}

async function hmac(key, data) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}

function labeledExtract(suite, salt, label, ikm) {
  return hmac(salt, join("HPKE-v1", suite, label, ikm));
}

/** At most 32 bytes are ever asked for: one round of HKDF-Expand. */
async function labeledExpand(suite, prk, label, info, length) {
  const block = await hmac(prk, join([0, length], "HPKE-v1", suite, label, info, [1]));
  return block.slice(0, length);
}

async function encap(recipientBytes) {
  const recipient = await crypto.subtle.importKey("raw", recipientBytes, P256, false, []);
  const ephemeral = await crypto.subtle.generateKey(P256, false, ["deriveBits"]);
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", ephemeral.publicKey));
  const agreement = { name: "ECDH", public: recipient };
  const dh = new Uint8Array(await crypto.subtle.deriveBits(agreement, ephemeral.privateKey, 256));
  const prk = await labeledExtract(KEM_SUITE, NO_SALT, "eae_prk", dh);
  const context = join(enc, recipientBytes);
  return { enc, secret: await labeledExpand(KEM_SUITE, prk, "shared_secret", context, 32) };
}

async function keySchedule(sharedSecret, info) {
  const pskIdHash = await labeledExtract(HPKE_SUITE, NO_SALT, "psk_id_hash", EMPTY);
  const infoHash = await labeledExtract(HPKE_SUITE, NO_SALT, "info_hash", info);
  const context = join([0], pskIdHash, infoHash);
  const secret = await labeledExtract(HPKE_SUITE, sharedSecret, "secret", EMPTY);
  return {
    key: await labeledExpand(HPKE_SUITE, secret, "key", context, 16),
    nonce: await labeledExpand(HPKE_SUITE, secret, "base_nonce", context, 12),
  };
}

/**
 * Seal one message.
 *
 * @param {Uint8Array} recipient public key, an uncompressed P-256 point of 65 bytes
 * @param {Uint8Array} info what the sealed message is bound to
 * @param {Uint8Array} plaintext
 * @returns {Promise<Uint8Array>} plaintext.length + 81 bytes
 */
export async function seal(recipient, info, plaintext) {
  const { enc, secret } = await encap(recipient);
  const { key, nonce } = await keySchedule(secret, info);
  const imported = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const algorithm = { name: "AES-GCM", iv: nonce };
  return join(enc, new Uint8Array(await crypto.subtle.encrypt(algorithm, imported, plaintext)));
}
