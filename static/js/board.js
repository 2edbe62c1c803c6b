// Keeps a live board honest: asks only for what changed, and says when it hears nothing new.

const STALE_AFTER_MS = 30_000;

const board = document.querySelector("[data-board]");
const staleNote = document.querySelector("[data-board-stale]");
const announcement = document.querySelector("[data-board-announce]");

let etag = board?.dataset.etag;
const shownCode = board ? openCode() : "";
let heardAt = new Date();
let lastCounts = board ? countsAsText() : "";

function countsAsText() {
  const counters = [...board.querySelectorAll("[data-board-counters] > div")];
  return counters
    .map((counter) => [...counter.children].map((part) => part.textContent.trim()).join(" "))
    .join(", ");
}

function openCode() {
  return board.querySelector("[data-open-code]")?.dataset.openCode ?? "";
}

/** The code beside the board stands on a page that was made before it changed. */
function showNewCode() {
  if (openCode() !== shownCode) location.reload();
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
  if (etag) event.detail.headers["If-None-Match"] = `"${etag}"`;
}

function takeOnlyBoards(event) {
  // A session that ended leads to the sign-in page; that must not appear inside the board.
  const received = event.detail.xhr.getResponseHeader("ETag");
  if (event.detail.xhr.status === 304) return;
  if (!received) {
    event.detail.shouldSwap = false;
    return;
  }
  etag = received.replace(/^(W\/)?"|"$/g, "");
}

function noteAnswer(event) {
  const { xhr } = event.detail;
  if (xhr.status === 304 || (xhr.status === 200 && xhr.getResponseHeader("ETag"))) heard();
}

function announceCounts() {
  const counts = countsAsText();
  if (counts !== lastCounts) announcement.textContent = counts;
  lastCounts = counts;
}

if (board) {
  board.addEventListener("htmx:configRequest", askOnlyForChanges);
  board.addEventListener("htmx:beforeSwap", takeOnlyBoards);
  board.addEventListener("htmx:afterRequest", noteAnswer);
  board.addEventListener("htmx:afterSwap", announceCounts);
  board.addEventListener("htmx:afterSwap", showNewCode);
  setInterval(checkAge, 5_000);
}
