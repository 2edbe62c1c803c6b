/**
 * Asks before an unused page ends the visit by itself, and ends it.
 *
 * The end stands on the server. This script tells it when somebody reads or types without asking
 * for pages, and asks it before the end, because another window may have moved that on. Without
 * this script the session ends all the same, only unannounced.
 */
import { sendAnswersOfThisStudent } from "./quiz-queue.js";

const dialog = document.querySelector("[data-idle]");
const form = dialog.querySelector("form");
const warningMs = Number(dialog.dataset.warning) * 1000;
const tellEveryMs = (Number(dialog.dataset.idle) * 1000) / 6;
const LONGEST_SEND_MS = 3000;
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "wheel", "touchmove", "scroll"];

let endsAt = Date.now() + Number(dialog.dataset.idle) * 1000;
let toldAt = Date.now();
let tellTimer = 0;
let clock = 0;
let isEnding = false;
let isOfSomebodyBefore = false;

/** Read each time: whoever signs in again inside a page gets a new one. */
function token() {
  return form.elements.csrfmiddlewaretoken.value;
}

/** Whether the page itself asks who is there; somebody just read or typed in it. */
function isAskedInThePage() {
  return !document.dispatchEvent(new CustomEvent("session-lost", { cancelable: true }));
}

/** Seconds the server gives: 0 when nobody is signed in any more, null when it is out of reach. */
async function askServer(method) {
  try {
    const response = await fetch(dialog.dataset.stillHere, {
      method,
      headers: { Accept: "application/json", "X-CSRFToken": token() },
    });
    // 403: somebody else signed in since; this page is of a visit that is over.
    isOfSomebodyBefore = response.status === 403;
    if (response.status === 401 || isOfSomebodyBefore) return 0;
    return response.ok ? (await response.json()).seconds : null;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}

async function tellServer() {
  tellTimer = 0;
  toldAt = Date.now();
  const seconds = await askServer("POST");
  if (seconds === 0 && !isOfSomebodyBefore && isAskedInThePage()) return undefined;
  if (seconds === 0) return end();
  if (seconds !== null) endsAt = Date.now() + seconds * 1000;
  return plan();
}

function noteLife() {
  // While the question is open only its own button counts.
  if (dialog.open || tellTimer || isEnding) return;
  tellTimer = setTimeout(tellServer, Math.max(0, toldAt + tellEveryMs - Date.now()));
}

/** Look again shortly before the question, then at the end. */
function plan() {
  clearTimeout(clock);
  const next = dialog.open ? endsAt : endsAt - warningMs;
  clock = setTimeout(look, Math.max(0, next - Date.now()));
}

async function look() {
  const seconds = await askServer("GET");
  if (seconds !== null) endsAt = Date.now() + seconds * 1000;
  if (Date.now() >= endsAt) return end();
  const mustAsk = endsAt - Date.now() <= warningMs;
  if (mustAsk && !dialog.open) dialog.showModal();
  if (!mustAsk && dialog.open) dialog.close();
  return plan();
}

/** Nothing is lost: what can be sent is sent, the rest waits here for the same student. */
async function end() {
  if (isEnding) return;
  isEnding = true;
  const pause = new Promise((resolve) => {
    setTimeout(resolve, LONGEST_SEND_MS);
  });
  await Promise.race([sendAnswersOfThisStudent(), pause]);
  const body = new URLSearchParams({ csrfmiddlewaretoken: token() });
  // A visit that is over already answers 403 here; the page must go in any case.
  await fetch(dialog.dataset.beenAway, { method: "POST", body, redirect: "manual" }).catch(() => {});
  location.replace(dialog.dataset.beenAway);
}

dialog.querySelector("[data-go-on]").addEventListener("click", () => {
  dialog.close();
  tellServer();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  end();
});
dialog.addEventListener("cancel", () => tellServer());
for (const sign of SIGNS_OF_LIFE) addEventListener(sign, noteLife, { passive: true, capture: true });
// A closed lid stops timers: look as soon as the page is seen again.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") plan();
});
addEventListener("pageshow", plan);
