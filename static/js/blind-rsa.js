/**
 * Blind signatures in the browser: RFC 9474, RSABSSA-SHA384-PSS-Randomized, the client's half.
 *
 * `blind` hides a message so that whoever signs it cannot read it, `finalize` uncovers and checks
 * the signature. Names follow the RFC; the signer is `reporting/tickets.py`. Only WebCrypto and
 * BigInt compute.
 */
const HASH = "SHA-384";
const HASH_BYTES = 48;
const SALT_BYTES = 48;
export const PREFIX_BYTES = 32;

/** The key was not in the list, or a signature does not fit: somebody did not keep to the rules. */
export class NotToBeTrusted extends Error {}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

export function toBase64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

/** Byte arrays, one after the other. */
export function join(...parts) {
  const all = new Uint8Array(parts.reduce((length, one) => length + one.length, 0));
  let end = 0;
  for (const one of parts) {
    all.set(one, end);
    end += one.length;
  }
  return all;
}

function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function toNumber(bytes) {
  return BigInt(`0x${toHex(bytes)}`);
}

function toBytes(number, length) {
  const hex = number.toString(16).padStart(2 * length, "0");
  return Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
}

function power(base, exponent, modulus) {
  let result = 1n;
  for (let square = base; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** The inverse of a number, or null where it has none (RFC: "invalid blind"). */
function inverseOf(number, modulus) {
  let [before, rest, factorBefore, factor] = [modulus, number, 0n, 1n];
  while (rest > 0n) {
    const times = before / rest;
    [before, rest] = [rest, before - times * rest];
    [factorBefore, factor] = [factor, factorBefore - times * factor];
  }
  return before === 1n ? (factorBefore + modulus) % modulus : null;
}

async function digest(algorithm, bytes) {
  return new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
}

/** SHA-256 of a public key in hex, as it stands in the list that was fixed before the round. */
export async function fingerprintOf(publicKey) {
  return toHex(await digest("SHA-256", publicKey));
}

/**
 * A public key as this module uses it.
 *
 * @param {Uint8Array} publicKey SubjectPublicKeyInfo (DER)
 */
export async function readKey(publicKey) {
  const algorithm = { name: "RSA-PSS", hash: HASH };
  const verifier = await crypto.subtle.importKey("spki", publicKey, algorithm, true, ["verify"]);
  const { n, e } = await crypto.subtle.exportKey("jwk", verifier);
  const [modulus, exponent] = [n, e].map((text) =>
    fromBase64(text.replaceAll("-", "+").replaceAll("_", "/")),
  );
  const length = modulus.length;
  return { verifier, length, modulus: toNumber(modulus), exponent: toNumber(exponent) };
}

async function mask(seed, length) {
  const blocks = Array.from({ length: Math.ceil(length / HASH_BYTES) }, (_, number) =>
    digest(HASH, join(seed, [0, 0, 0, number])),
  );
  return join(...(await Promise.all(blocks))).slice(0, length);
}

/** EMSA-PSS (RFC 8017, 9.1.1) for a modulus of whole bytes, the first bit of which is set. */
async function encode(message, length, salt) {
  const hash = await digest(HASH, join(new Uint8Array(8), await digest(HASH, message), salt));
  const block = join(new Uint8Array(length - HASH_BYTES - 2 - SALT_BYTES), [1], salt);
  const masked = (await mask(hash, block.length)).map((byte, place) => byte ^ block[place]);
  masked[0] &= 0x7f;
  return join(masked, hash, [0xbc]);
}

function drawUnit(modulus, length) {
  for (;;) {
    const number = toNumber(crypto.getRandomValues(new Uint8Array(length)));
    const inverse = number < modulus && number > 1n ? inverseOf(number, modulus) : null;
    if (inverse !== null) return { number, inverse };
  }
}

/** 32 random bytes and the context: the message of the RFC's randomized variants. */
export function prepare(context) {
  return join(crypto.getRandomValues(new Uint8Array(PREFIX_BYTES)), context);
}

/**
 * Hide a prepared message.
 *
 * @param key from `readKey`
 * @param {Uint8Array} prepared from `prepare`
 * @param given salt and inverse of an official example; drawn at random otherwise
 * @returns {Promise<{message: Uint8Array, inverse: Uint8Array}>} what may be sent, and the secret
 */
export async function blind(key, prepared, given = {}) {
  const { modulus, exponent, length } = key;
  const salt = given.salt ?? crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const encoded = toNumber(await encode(prepared, length, salt));
  const unit = given.inverse
    ? { number: inverseOf(toNumber(given.inverse), modulus), inverse: toNumber(given.inverse) }
    : drawUnit(modulus, length);
  const hidden = (encoded * power(unit.number, exponent, modulus)) % modulus;
  return { message: toBytes(hidden, length), inverse: toBytes(unit.inverse, length) };
}

/**
 * Uncover a signature and check it.
 *
 * @throws {NotToBeTrusted} it is not one of this key over the prepared message
 */
export async function finalize(key, prepared, blindSignature, inverse) {
  const number = (toNumber(blindSignature) * toNumber(inverse)) % key.modulus;
  const signature = toBytes(number, key.length);
  if (!(await verify(key, prepared, signature))) throw new NotToBeTrusted("signature");
  return signature;
}

/** Whether a signature is one of this key over the prepared message. */
export function verify(key, prepared, signature) {
  const algorithm = { name: "RSA-PSS", saltLength: SALT_BYTES };
  return crypto.subtle.verify(algorithm, key.verifier, signature, prepared);
}
