/**
 * The student's ticket: fetched in the background on the page before the survey, kept in this
 * tab's memory until it is used, handed over in the part of the address that no server sees.
 *
 * The platform signs a message it cannot read, so what it knows (who asked) and what the survey
 * will see (a signature) have nothing in common. A key that is not in the list fixed before the
 * round is refused: a key for one student alone would be a mark.
 */
import {
  NotToBeTrusted,
  blind,
  finalize,
  fingerprintOf,
  fromBase64,
  join,
  prepare,
  PREFIX_BYTES,
  readKey,
  toBase64,
} from "./blind-rsa.js";

const PRODUCT = "school-life-survey";
const TIMEOUT_MS = 15000;

const box = document.querySelector("[data-ticket]");
const order = JSON.parse(box.dataset.ticket);
const link = box.querySelector("[data-ticket-go]");
const again = box.querySelector("[data-ticket-lost]");
const status = box.querySelector("[data-ticket-status]");
const surveyUrl = link.href;
const kept = `survey-ticket:${order.round}`;

let ticket = null;
let isBusy = false;

function say(outcome) {
  box.dataset.state = outcome;
  status.textContent = status.dataset[outcome] ?? status.dataset.refused;
  again.hidden = outcome !== "taken" && outcome !== "handed";
}

/** What this tab holds for this student and round; another student's is thrown away. */
function recall() {
  try {
    const record = JSON.parse(sessionStorage.getItem(kept));
    if (record?.owner === order.owner && record.stratum === order.stratum) return record;
    forget();
  } catch (error) {
    // No storage (DOMException), or something else under our name (SyntaxError): start afresh.
    if (!(error instanceof DOMException || error instanceof SyntaxError)) throw error;
  }
  return null;
}

function remember(record) {
  try {
    const { owner, stratum } = order;
    sessionStorage.setItem(kept, JSON.stringify({ owner, stratum, ...record }));
  } catch (error) {
    // Without storage the ticket lives as long as this page.
    if (!(error instanceof DOMException)) throw error;
  }
}

function forget() {
  try {
    sessionStorage.removeItem(kept);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Hide a new message, or take up the one this tab has asked with before. */
async function hidden(key) {
  const record = recall();
  if (record?.message) return record;
  const context = new TextEncoder().encode(`${PRODUCT}|v1|${order.round}|${order.stratum}`);
  const prepared = prepare(context);
  const { message, inverse } = await blind(key, prepared);
  const made = Object.fromEntries(
    Object.entries({ prepared, message, inverse }).map(([name, bytes]) => [name, toBase64(bytes)]),
  );
  // Before it is sent: asked again with the same message the signature is the same.
  remember(made);
  return made;
}

async function ask(message, lost) {
  const token = document.querySelector("[data-student-bar]").elements.csrfmiddlewaretoken.value;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(box.dataset.url, {
      method: "POST",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRFToken": token,
      },
      body: JSON.stringify({ blinded: message, lost }),
      cache: "no-store",
      signal: patience.signal,
    });
    if (response.status === 401 || response.status === 403) return { outcome: "signedOut" };
    return await response.json();
  } catch (error) {
    if ([TypeError, DOMException, SyntaxError].some((kind) => error instanceof kind)) {
      return { outcome: "offline" };
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function fetchTicket(lost) {
  const publicKey = fromBase64(order.key);
  if (!order.fingerprints.includes(await fingerprintOf(publicKey))) throw new NotToBeTrusted("key");
  const key = await readKey(publicKey);
  const made = await hidden(key);
  const { outcome, signature } = await ask(made.message, lost);
  if (outcome !== "signed") return outcome;
  const prepared = fromBase64(made.prepared);
  const open = await finalize(key, prepared, fromBase64(signature), fromBase64(made.inverse));
  ticket = toBase64(join(prepared.slice(0, PREFIX_BYTES), open));
  remember({ ticket });
  return "ready";
}

async function take(lost = false) {
  if (isBusy) return;
  ticket = recall()?.ticket ?? null;
  if (ticket) return say("ready");
  if (!window.crypto?.subtle) return say("unsupported");
  isBusy = true;
  say("waiting");
  try {
    const outcome = await fetchTicket(lost);
    say({ "none-left": "noneLeft" }[outcome] ?? outcome);
  } catch (error) {
    if (!(error instanceof NotToBeTrusted)) throw error;
    forget();
    say("untrusted");
  } finally {
    isBusy = false;
  }
}

/** The survey's tab gets the ticket, this one forgets it. */
function handOver(event) {
  if (ticket === null) {
    event.preventDefault();
    if (box.dataset.state !== "handed") take();
    return;
  }
  const text = ticket.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  link.href = `${surveyUrl}#${order.stratum}.${text}`;
  ticket = null;
  forget();
  // After the browser has followed the link.
  setTimeout(() => {
    link.href = surveyUrl;
    say("handed");
  });
}

link.addEventListener("click", handOver);
link.addEventListener("auxclick", (event) => event.button === 1 && handOver(event));
again.addEventListener("click", () => take(true));
take();
