/**
 * Leave this page: by the link, or by pressing Shift three times within three seconds.
 *
 * Leaving covers the page at once, empties what this tab remembers, tells other behaviours
 * by a `leave-page` event on the document, and replaces this page in the history, so that
 * Back does not return to it. Without this script the link is an ordinary link.
 */
const PRESSES = 3;
const WITHIN_MS = 3000;

const bar = document.querySelector("[data-exit-bar]");
const link = bar?.querySelector("[data-exit-link]");
const count = bar?.querySelector("[data-exit-count]");

let presses = 0;
let isAlone = false;
let timer = 0;

function emptyTabMemory() {
  try {
    sessionStorage.clear();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function leave() {
  window.clearTimeout(timer);
  // No "do you want to leave?" question may hold a person here.
  window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);
  document.dispatchEvent(new CustomEvent("leave-page"));
  emptyTabMemory();

  const destination = link.href;
  const cover = document.createElement("div");
  cover.className = "exit-cover";
  document.title = "…";
  document.body.replaceChildren(cover);
  window.location.replace(destination);
}

function say(text) {
  count.textContent = text ?? "";
}

function forget() {
  window.clearTimeout(timer);
  if (presses > 0) say(bar.dataset.cancelled);
  presses = 0;
}

function countPress() {
  presses += 1;
  if (presses === 1) timer = window.setTimeout(forget, WITHIN_MS);
  if (presses >= PRESSES) {
    leave();
    return;
  }
  say(presses === 1 ? bar.dataset.twoLeft : bar.dataset.oneLeft);
}

/** Shift also types capitals and double consonants: then it is not pressed alone. */
function onKeyDown(event) {
  if (event.key === "Shift") {
    if (!event.repeat) isAlone = true;
    return;
  }
  isAlone = false;
  forget();
}

function onKeyUp(event) {
  if (event.key !== "Shift" || !isAlone) return;
  isAlone = false;
  countPress();
}

if (link) {
  // The button, and the second link at the end of the page.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-exit-link]")) return;
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", onKeyDown, true);
  document.addEventListener("keyup", onKeyUp, true);
  // A mouse press with Shift held selects text; it is not a wish to leave.
  document.addEventListener("pointerdown", () => {
    isAlone = false;
  });
}
