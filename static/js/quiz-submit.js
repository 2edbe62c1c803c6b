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
  for (const { item, chosen } of await queue.pending()) {
    const row = document.querySelector(`[data-item="${item}"]`);
    if (row) showAnswer(row, chosen.length > 0 ? chosen : ["unsure"]);
  }
  queue.flush();
}

function showAnswer(row, chosen) {
  const badge = form.querySelector("[data-answered]").content.cloneNode(true);
  row.querySelector("[data-answer-state]").replaceChildren(badge);
  for (const option of row.querySelectorAll("[data-option]")) {
    option.hidden = !chosen.includes(option.dataset.option);
  }
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
