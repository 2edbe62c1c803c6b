/**
 * A quiz page: answers are saved as they are given, and moving between questions is instant.
 *
 * Only what the server acknowledged is shown as saved. Without this script every question is a
 * page with an ordinary form.
 */
import { AnswerQueue } from "./quiz-queue.js";

const quiz = document.querySelector("[data-quiz]");
const slot = quiz.querySelector("[data-question-slot]");
const notice = quiz.querySelector("[data-quiz-notice]");
const offlineBar = document.querySelector("[data-offline-bar]");
const words = quiz.dataset;
const isAtOnce = words.feedback === "at_once";
const koreanTime = new Intl.DateTimeFormat("ko-KR", {
  timeZone: "Asia/Seoul",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

const titleEnd = document.title.slice(current().dataset.title.length);

// What this page knows of each question: {chosen, rev, mark} by the question's key.
const known = new Map();
// The forms of the other questions, by number; the one on screen is among them.
const questions = new Map();

const queue = new AnswerQueue({
  attempt: words.attempt,
  saveUrl: words.saveUrl,
  token: words.token,
  tell: hear,
});

function current() {
  return slot.querySelector("[data-question]");
}

function choicesOf(form) {
  return [...form.querySelectorAll("[name=chosen]")];
}

function chosenIn(form) {
  return choicesOf(form)
    .filter((input) => input.checked)
    .map((input) => input.value);
}

/* The mark under the options */

function showMark(item, state, text) {
  known.set(item, { ...known.get(item), state, text });
  const form = current();
  if (form.dataset.item === item) paintMark(form);
}

function paintMark(form) {
  const mark = form.querySelector("[data-saved-mark]");
  const { state, text } = known.get(form.dataset.item) ?? {};
  if (!mark || !state) return;
  mark.dataset.state = state;
  mark.textContent = text;
}

function showNotice(text, { withLink = false } = {}) {
  notice.querySelector("[data-quiz-notice-text]").textContent = text;
  notice.querySelector("[data-quiz-notice-link]").hidden = !withLink;
  notice.hidden = false;
  notice.scrollIntoView({ block: "nearest" });
}

/* What the queue says */

function hear(news) {
  const answers = {
    saved: () => {
      const time = koreanTime.format(new Date(news.at));
      offlineBar.hidden = true;
      showMark(news.item, "saved", words.saved.replace("%TIME%", time));
    },
    waiting: () => {
      offlineBar.hidden = false;
      markWaiting();
    },
    ended: () => {
      if (news.state === "closed") showNotice(words.closed);
      else globalThis.location.replace(news.url);
    },
    shown: () => {
      if (current().dataset.item === news.item) globalThis.location.reload();
    },
    "signed-out": () => {
      showNotice(words.signedOut, { withLink: true });
      markWaiting();
    },
    stale: () => {
      showNotice(words.stale);
      markWaiting();
    },
    refused: () => showMark(news.item, "error", words.refused),
  };
  answers[news.kind]();
}

async function markWaiting() {
  for (const { item } of await queue.pending()) showMark(item, "waiting", words.waiting);
}

/* Giving an answer */

/** "I'm not sure" and an answer exclude each other. */
function keepChoicesApart(form, changed) {
  if (!changed.checked || changed.type !== "checkbox") return;
  for (const input of choicesOf(form)) {
    if ((input.value === "unsure") !== (changed.value === "unsure")) input.checked = false;
  }
}

async function keep(form) {
  const item = form.dataset.item;
  const values = chosenIn(form);
  known.set(item, { ...known.get(item), values });
  if (values.length === 0) return;
  showMark(item, "saving", words.saving);
  const atLeast = Number(form.dataset.rev);
  await queue.put(item, values.filter((value) => value !== "unsure"), atLeast);
}

/* Moving */

function paint(form) {
  const values = known.get(form.dataset.item)?.values;
  if (values) {
    for (const input of choicesOf(form)) input.checked = values.includes(input.value);
  }
  paintMark(form);
}

function show(number) {
  const question = questions.get(number);
  slot.replaceChildren(question);
  paint(question);
  document.title = question.dataset.title + titleEnd;
  question.querySelector("h1").focus();
  globalThis.scrollTo(0, 0);
}

function go(number) {
  show(number);
  history.pushState({ number }, "", questions.get(number).dataset.url);
}

function mayGoWithoutTheServer() {
  return !isAtOnce || !navigator.onLine || !offlineBar.hidden;
}

function onSubmit(event) {
  const form = event.target;
  const next = Number(form.dataset.number) + 1;
  const isAnswered = chosenIn(form).length > 0;
  if (!isAnswered || !questions.has(next) || !mayGoWithoutTheServer()) return;
  event.preventDefault();
  go(next);
}

function onClick(event) {
  const link = event.target.closest("[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(Number(link.dataset.go));
}

/* The start */

function gather() {
  const first = current();
  questions.set(Number(first.dataset.number), first);
  for (const template of quiz.querySelectorAll("template[data-number]")) {
    const question = template.content.querySelector("[data-question]");
    questions.set(Number(template.dataset.number), document.importNode(question, true));
  }
  history.replaceState({ number: Number(first.dataset.number) }, "");
}

/** Answers of an earlier visit that never arrived are newer than what the server printed. */
async function restore() {
  for (const { item, chosen } of await queue.pending()) {
    const values = chosen.length > 0 ? chosen : ["unsure"];
    known.set(item, { values, state: "waiting", text: words.waiting });
  }
  paint(current());
  queue.flush();
}

gather();
slot.addEventListener("change", (event) => {
  const form = current();
  keepChoicesApart(form, event.target);
  keep(form);
});
slot.addEventListener("submit", onSubmit);
slot.addEventListener("click", onClick);
globalThis.addEventListener("popstate", (event) => {
  if (questions.has(event.state?.number)) show(event.state.number);
});
// A page that comes back from the browser's own memory may be older than the server.
globalThis.addEventListener("pageshow", (event) => {
  if (event.persisted) globalThis.location.reload();
});
restore();
