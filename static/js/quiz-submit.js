/**
 * Handing in: answers that wait on this device go with the form, so a lost save loses nothing.
 */
import { AnswerQueue, sentFormOf } from "./quiz-queue.js";
import { askWhoItIs } from "./quiz-sign-in.js";

const form = document.querySelector("[data-quiz-submit]");
const offlineBar = document.querySelector("[data-offline-bar]");
let isHandedIn = false;

const queue = new AnswerQueue({
  attempt: form.dataset.attempt,
  saveUrl: form.dataset.saveUrl,
  token: form.dataset.token,
  tell: (news) => {
    if (news.kind === "ended" && news.state !== "closed") globalThis.location.replace(news.url);
    if (news.kind === "waiting") offlineBar.hidden = false;
    if (news.kind === "signed-out") askWhoItIs(news.state, (token) => queue.resume(token));
  },
});

/** Rows of questions that are answered on this device only must not read "not yet". */
async function showWaiting() {
  for (const answer of await queue.pending()) {
    const row = document.querySelector(`[data-item="${answer.item}"]`);
    if (row) showAnswer(row, answer);
  }
  queue.flush();
}

function showAnswer(row, { chosen, text }) {
  const badge = form.querySelector("[data-answered]").content.cloneNode(true);
  row.querySelector("[data-answer-state]").replaceChildren(badge);
  const isBlank = chosen.length === 0 && !text;
  const keys = isBlank ? ["unsure"] : chosen;
  for (const option of row.querySelectorAll("[data-option]")) {
    option.hidden = !keys.includes(option.dataset.option);
  }
  // What was arranged is not told here in words: the older arrangement must not stand there.
  for (const line of row.querySelectorAll("li:not([data-option])")) line.hidden = true;
  const written = row.querySelector("[data-own-text]");
  if (written && text) {
    written.textContent = text.slice(0, 200);
    written.hidden = false;
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  offlineBar.hidden = navigator.onLine;
  if (isHandedIn || !navigator.onLine) return;
  isHandedIn = true;
  const waiting = await queue.pending();
  form.elements.answers.value = JSON.stringify(waiting.map(sentFormOf));
  form.submit();
});
globalThis.addEventListener("pageshow", () => {
  isHandedIn = false;
});
showWaiting();
