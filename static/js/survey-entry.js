/**
 * The ticket somebody comes with: read from the part of the address after "#", which no server
 * sees, and cleared there at once. It lives in this page's memory only.
 */
import { PREFIX_BYTES, fromBase64, join, readKey, verify } from "./blind-rsa.js";

const PRODUCT = "school-life-survey";

/** The text after "#", which is gone from the address and the history entry afterwards. */
export function takeFragment() {
  const text = window.location.hash.slice(1);
  if (text) window.history.replaceState(null, "", window.location.pathname);
  return text;
}

/** `<stratum>.<base64url of prefix and signature>` in parts; null where it is nothing like it. */
function read(text) {
  const [, stratum, encoded] = /^([A-Z0-9]+-[EMH])\.([\w-]+)$/.exec(text) ?? [];
  if (!encoded) return null;
  const standard = encoded.replaceAll("-", "+").replaceAll("_", "/");
  const padded = standard.padEnd(Math.ceil(standard.length / 4) * 4, "=");
  try {
    return { stratum, ticket: padded, bytes: fromBase64(padded) };
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return null;
  }
}

/**
 * The ticket in a fragment, once the key that the survey service itself knows for its stratum has
 * confirmed it. A key made for one person alone would not.
 *
 * @param {object} paper the form's data: round, ticketKeys (base64 by stratum)
 * @returns {Promise<{stratum: string, ticket: string}|null>} null where there is none to use
 */
export async function ticketIn(text, paper) {
  const found = read(text);
  const publicKey = found && paper.ticketKeys[found.stratum];
  if (!publicKey) return null;
  const key = await readKey(fromBase64(publicKey));
  const context = new TextEncoder().encode(`${PRODUCT}|v1|${paper.round}|${found.stratum}`);
  const prepared = join(found.bytes.slice(0, PREFIX_BYTES), context);
  const isRight = await verify(key, prepared, found.bytes.slice(PREFIX_BYTES));
  return isRight ? { stratum: found.stratum, ticket: found.ticket } : null;
}
