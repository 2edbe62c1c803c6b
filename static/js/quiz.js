/**
 * A quiz page: answers are saved as they are given, and moving between questions is instant.
 *
 * Only what the server acknowledged is shown as saved. Without this script every question is a
 * page with an ordinary form.
 */
import { keepApart, readAnswer, writeAnswer } from "./quiz-answers.js";
import { prepareOrder } from "./quiz-order.js";
import { AnswerQueue } from "./quiz-queue.js";
import { askWhoItIs, isAskingWho, renewToken, showWhoIsAsked } from "./quiz-sign-in.js";

// While somebody writes, their words are saved when they pause.
const WRITING_PAUSE_MS = 1500;

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

// What this page knows of each question: {answer, state, text} by the question's key.
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

function showNotice(text) {
  notice.querySelector("[data-quiz-notice-text]").textContent = text;
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
      askWhoItIs(news.state, goOnSending);
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

/** Somebody signed in again: the forms off screen need the new token as well. */
function goOnSending(token) {
  for (const question of questions.values()) renewToken(question, token);
  queue.resume(token);
}

async function markWaiting() {
  for (const { item } of await queue.pending()) showMark(item, "waiting", words.waiting);
}

/* Giving an answer */

async function keep(form) {
  const item = form.dataset.item;
  const answer = readAnswer(form);
  if (!answer) return;
  known.set(item, { ...known.get(item), answer });
  showMark(item, "saving", words.saving);
  await queue.put(item, answer, Number(form.dataset.rev));
  if (isAskingWho()) markWaiting();
}

let pause = 0;

function keepLater(form) {
  globalThis.clearTimeout(pause);
  pause = globalThis.setTimeout(() => keep(form), WRITING_PAUSE_MS);
}

/* Moving */

function paint(form) {
  const answer = known.get(form.dataset.item)?.answer;
  if (answer) writeAnswer(form, answer);
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
  // Shown at once what was right, an answer has to reach the server before the next question.
  if (isAskingWho() && isAtOnce) {
    event.preventDefault();
    showWhoIsAsked();
    return;
  }
  const next = Number(form.dataset.number) + 1;
  // The order that steps happen to stand in is an answer only once it was sent or touched.
  const isKept = known.has(form.dataset.item) || Number(form.dataset.rev) > 0;
  const isAnswered = isKept && readAnswer(form);
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
  for (const question of questions.values()) prepareOrder(question);
  history.replaceState({ number: Number(first.dataset.number) }, "");
}

/** Answers of an earlier visit that never arrived are newer than what the server printed. */
async function restore() {
  for (const { item, ...answer } of await queue.pending()) {
    known.set(item, { answer, state: "waiting", text: words.waiting });
  }
  paint(current());
  queue.flush();
}

gather();
slot.addEventListener("change", (event) => {
  const form = current();
  keepApart(form, event.target);
  keep(form);
});
slot.addEventListener("input", (event) => {
  if (event.target.name !== "text") return;
  keepApart(current(), event.target);
  keepLater(current());
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
// The idle clock may notice first that nobody is signed in any more; whoever answers stays here.
document.addEventListener("session-lost", (event) => {
  event.preventDefault();
  askWhoItIs("signed-out", goOnSending);
});
restore();
