// Keeps a live board honest: asks only for what changed, and says when it hears nothing new.

const STALE_AFTER_MS = 30_000;

const board = document.querySelector("[data-board]");
const staleNote = document.querySelector("[data-board-stale]");
const announcement = document.querySelector("[data-board-announce]");

let etag = board?.dataset.etag;
const shownState = board ? stateBeside() : "";
let heardAt = new Date();
let lastCounts = board ? countsAsText() : "";

function countsAsText() {
  const counters = [...board.querySelectorAll("[data-board-counters] > div")];
  return counters
    .map((counter) => [...counter.children].map((part) => part.textContent.trim()).join(" "))
    .join(", ");
}

function stateBeside() {
  const code = board.querySelector("[data-open-code]")?.dataset.openCode ?? "";
  const lead = board.querySelector("[data-lead]")?.dataset.lead ?? "";
  return `${code} ${lead}`;
}

/** The code and the buttons beside the board stand on a page that was made before they changed. */
function showNewState() {
  if (stateBeside() !== shownState) location.reload();
}

// The clock of the classroom, whatever zone the computer is set to.
function clock(moment) {
  return moment.toLocaleTimeString("ko-KR", { hourCycle: "h23", timeZone: "Asia/Seoul" });
}

function heard() {
  heardAt = new Date();
  staleNote.hidden = true;
  const shownAt = board.querySelector("[data-board-time]");
  if (shownAt) shownAt.textContent = shownAt.dataset.text.replace("{time}", clock(heardAt));
}

function checkAge() {
  if (Date.now() - heardAt.getTime() < STALE_AFTER_MS) return;
  staleNote.textContent = staleNote.dataset.text.replace("{time}", clock(heardAt));
  staleNote.hidden = false;
}

function askOnlyForChanges(event) {
  const { headers, triggeringEvent } = event.detail;
  if (etag) headers["If-None-Match"] = etag;
  // Whose button was just pressed wants to see it; otherwise an answer a second old will do.
  if (triggeringEvent?.type !== "board-changed") headers["Cache-Control"] = "max-age=1";
}

function takeOnlyBoards(event) {
  // A session that ended leads to the sign-in page; that must not appear inside the board.
  const { xhr } = event.detail;
  if (xhr.status === 200 && !xhr.getResponseHeader("ETag")) event.detail.shouldSwap = false;
}

function noteAnswer(event) {
  const { xhr } = event.detail;
  const received = xhr.getResponseHeader("ETag");
  if (!received || (xhr.status !== 304 && xhr.status !== 200)) return;
  // Also with "unchanged": the server renews what it trusts this page for.
  etag = received;
  heard();
}

function announceCounts() {
  const counts = countsAsText();
  if (counts !== lastCounts) announcement.textContent = counts;
  lastCounts = counts;
}

if (board) {
  board.addEventListener("htmx:configRequest", (event) => {
    if (event.target === board) askOnlyForChanges(event);
  });
  board.addEventListener("htmx:beforeSwap", takeOnlyBoards);
  board.addEventListener("htmx:afterRequest", noteAnswer);
  board.addEventListener("htmx:afterSwap", announceCounts);
  board.addEventListener("htmx:afterSwap", showNewState);
  setInterval(checkAge, 5_000);
}
