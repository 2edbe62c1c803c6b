/** Sealing the answers and sending them: one request, always of the same length. */
import { seal } from "./hpke.js";
import { makeRow, pack } from "./survey-path.js";

const TIMEOUT_MS = 20000;

function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function toBase64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

/**
 * The sealed answer with a random id of its own. Kept for sending again: the same id twice is one
 * answer.
 *
 * @param {object} paper the form's data: round, sealingKey, packedLength, questions …
 * @param {string} stratum what the answer counts for; it is sealed to it
 * @param {Object<string, string[]>} chosen codes by question id
 */
export async function makeEnvelope(paper, stratum, chosen) {
  const info = new TextEncoder().encode(`${paper.round}|${stratum}`);
  const plaintext = pack(makeRow(paper, chosen), paper.packedLength);
  const sealed = await seal(fromBase64(paper.sealingKey), info, plaintext);
  return {
    round: paper.round,
    id: toHex(crypto.getRandomValues(new Uint8Array(16))),
    sealed: toBase64(sealed),
  };
}

/**
 * Send an envelope with what pays for it.
 *
 * @param {object} payment a drawn code or a ticket, and its stratum
 * @returns {Promise<string>} "stored", "spent", "unknown-code", "unknown-ticket", "wrong-door",
 *   "closed", "refused", or "offline" when it is not known whether it arrived
 */
export async function send(url, envelope, payment) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...envelope, ...payment }),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: patience.signal,
    });
    if (response.status >= 500) return "offline";
    return (await response.json()).outcome;
  } catch (error) {
    // No connection (TypeError), too slow or cut off (DOMException), a proxy's page (SyntaxError).
    if ([TypeError, DOMException, SyntaxError].some((kind) => error instanceof kind)) {
      return "offline";
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
