/**
 * Handing in: answers that wait on this device go with the form, so a lost save loses nothing.
 */
import { AnswerQueue } from "./quiz-queue.js";

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
  },
});

/** Rows of questions that are answered on this device only must not read "not yet". */
async function showWaiting() {
  for (const { item } of await queue.pending()) {
    const state = document.querySelector(`[data-item="${item}"] [data-answer-state]`);
    if (state) state.textContent = form.dataset.answered;
  }
  queue.flush();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  offlineBar.hidden = navigator.onLine;
  if (isHandedIn || !navigator.onLine) return;
  isHandedIn = true;
  const waiting = await queue.pending();
  form.elements.answers.value = JSON.stringify(
    waiting.map(({ item, chosen, rev }) => ({ item, chosen, client_rev: rev })),
  );
  form.submit();
});
globalThis.addEventListener("pageshow", () => {
  isHandedIn = false;
});
showWaiting();
