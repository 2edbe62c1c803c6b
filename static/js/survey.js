/**
 * The survey, one question at a time, in this page's memory only: nothing is stored, nothing goes
 * into the history, and exactly one request is made, when the answers are sent.
 *
 * The page is an ordinary form that also works without this script; this script shows one part of
 * it at a time (start, questions, check, done), seals the answers and sends them.
 */
import { isWellFormed, normalise, stratumOf } from "./survey-code.js";
import { settle } from "./survey-choices.js";
import { takeFragment, ticketIn } from "./survey-entry.js";
import { makeEnvelope, send } from "./survey-envelope.js";
import { makeRow, reachable } from "./survey-path.js";

const fragment = takeFragment();
const form = document.querySelector("[data-survey]");
const paper = JSON.parse(form.dataset.survey);
const texts = form.querySelector("[data-texts]").dataset;
const title = document.title;
const CODE_PROBLEMS = ["spent", "unknown-code", "wrong-door"];

let stage = "start";
let current = null;
let envelope = null;
let ticket = null;

const part = (name) => form.querySelector(`[data-part="${name}"]`);
const button = (name) => form.querySelector(`[data-action="${name}"]`);
const fieldset = (id) => form.querySelector(`[data-question="${id}"]`);
const camel = (word) => word.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

function chosen() {
  const data = new FormData(form);
  return Object.fromEntries(paper.questions.map(({ id }) => [id, data.getAll(id)]));
}

function path() {
  return reachable(paper.questions, chosen()).map(({ id }) => id);
}

function say(text) {
  form.querySelector("[data-status]").textContent = text ?? "";
}

/** Show one part of the form and, if given, put the focus on it. */
function show(nextStage, focused) {
  stage = nextStage;
  form.dataset.stage = stage;
  for (const one of form.querySelectorAll("[data-part]")) one.hidden = one.dataset.part !== stage;
  button("previous").hidden = stage === "start" || stage === "done";
  button("veil").hidden = stage === "start" || stage === "done";
  button("next").hidden = stage === "done";
  button("next").textContent = { start: texts.begin, check: texts.send }[stage] ?? texts.next;
  say("");
  if (!focused) return;
  form.scrollIntoView({ block: "start", behavior: "instant" });
  focused.focus({ preventScroll: true });
}

function showQuestion(id) {
  current = id;
  for (const one of form.querySelectorAll("[data-question]")) {
    one.toggleAttribute("data-current", one.dataset.question === id);
  }
  const shown = fieldset(id);
  // One title for all of them: the list of open windows says nothing about the way taken.
  document.title = `${texts.questions} – ${texts.service}`;
  show("questions", shown);
}

function refuseCode(field, text) {
  field.classList.add("field--error");
  field.querySelector("[data-code-error]").textContent = text;
  const input = field.querySelector("input");
  input.setAttribute("aria-invalid", "true");
  input.focus();
}

function acceptCode(field) {
  field.classList.remove("field--error");
  field.querySelector("[data-code-error]").textContent = "";
  field.querySelector("input").removeAttribute("aria-invalid");
}

/** The code as sent, or "" after saying at the field what is wrong with it. */
function readCode(field) {
  const code = normalise(field.querySelector("input").value);
  if (isWellFormed(code)) {
    acceptCode(field);
    return code;
  }
  refuseCode(field, code === "" ? texts.codeMissing : texts.codeMalformed);
  return "";
}

/** What pays for the answer: the ticket, else the code; null after saying what is wrong with it. */
function payment(field) {
  if (ticket) return ticket;
  const code = readCode(field);
  return code ? { stratum: stratumOf(code, paper.strata), code } : null;
}

function codeField() {
  const again = part("check").querySelector("[data-code-field]");
  return again.hidden ? part("start").querySelector("[data-code-field]") : again;
}

/** From here on a link may not take the answers away: it opens beside this page. */
function holdPage() {
  form.dataset.begun = "";
  for (const link of document.querySelectorAll("a[href^='http'], a[href^='/']")) {
    if (link.matches("[data-exit-link]")) continue;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  document.querySelector(".language")?.setAttribute("hidden", "");
}

function begin() {
  if (!payment(part("start").querySelector("[data-code-field]"))) return;
  holdPage();
  showQuestion(path()[0]);
}

function lineOf(id) {
  const line = part("check").querySelector("template").content.cloneNode(true);
  const shown = fieldset(id);
  const marked = [...shown.querySelectorAll("input:checked")];
  const words = marked.map((input) => input.closest("label").textContent.trim());
  line.querySelector("[data-line-number]").textContent = shown.dataset.number;
  line.querySelector("[data-line-question]").textContent = shown.dataset.text;
  line.querySelector("[data-line-answer]").textContent = words.join(" · ") || texts.skipped;
  line.querySelector("[data-line-stored]").textContent =
    `${id}: ${marked.map((input) => input.value).join("+") || "null"}`;
  return line;
}

function showCheck() {
  part("check").querySelector("[data-lines]").replaceChildren(...path().map(lineOf));
  part("check").querySelector("[data-row]").textContent = JSON.stringify(makeRow(paper, chosen()));
  document.title = `${texts.check} – ${texts.service}`;
  show("check", part("check").querySelector("h2"));
}

function next() {
  if (stage === "start") return begin();
  if (stage === "check") return sendAnswers();
  const ids = path();
  const following = ids[ids.indexOf(current) + 1];
  return following ? showQuestion(following) : showCheck();
}

function previous() {
  const ids = path();
  const before = stage === "check" ? ids[ids.length - 1] : ids[ids.indexOf(current) - 1];
  if (before) return showQuestion(before);
  document.title = title;
  return show("start", part("start").querySelector(ticket ? "[data-ticket-note]" : "input"));
}

async function sendAnswers() {
  const paid = payment(codeField());
  if (!paid) return;
  button("next").disabled = true;
  say(texts.sending);
  envelope ??= await makeEnvelope(paper, paid.stratum, chosen());
  const outcome = await send(form.dataset.sendUrl, envelope, paid);
  button("next").disabled = false;
  if (outcome === "stored") finish();
  else explain(outcome);
}

function explain(outcome) {
  if (!ticket && CODE_PROBLEMS.includes(outcome)) {
    // Nothing was stored: the answers may still be changed, and are sealed anew then.
    envelope = null;
    say("");
    const again = part("check").querySelector("[data-code-field]");
    if (again.hidden) again.querySelector("input").value = codeField().querySelector("input").value;
    again.hidden = false;
    refuseCode(again, texts[camel(outcome)]);
    return;
  }
  if (outcome === "offline") {
    // It may have arrived: sent again it must be the very same answer.
    button("previous").hidden = true;
    button("next").textContent = texts.sendAgain;
  } else envelope = null;
  say(texts[camel(outcome)] ?? texts.refused);
}

function wipe() {
  envelope = null;
  ticket = null;
  current = null;
  form.reset();
  part("check").querySelector("[data-lines]").replaceChildren();
  part("check").querySelector("[data-row]").textContent = "";
}

function finish() {
  wipe();
  document.title = `${texts.end} – ${texts.service}`;
  show("done", part("done").querySelector("h2"));
}

function veil(isHidden) {
  form.toggleAttribute("data-veiled", isHidden);
  button("veil").setAttribute("aria-pressed", String(isHidden));
  button("veil").textContent = isHidden ? texts.unveil : texts.veil;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!button("next").disabled) next();
});
form.addEventListener("change", (event) => {
  const question = event.target.closest("[data-question]");
  if (question) say(settle(question, event.target) ? "" : question.dataset.tooMany);
});
button("previous").addEventListener("click", previous);
button("veil").addEventListener("click", () => veil(!form.hasAttribute("data-veiled")));
document.addEventListener("visibilitychange", () => {
  if (document.hidden && stage !== "start" && stage !== "done") veil(true);
});
document.addEventListener("leave-page", wipe);
// Should a browser keep this page for "Back" in spite of no-store, it keeps it empty.
window.addEventListener("pagehide", wipe);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

/** Somebody who comes with a ticket types no code; a ticket that does not fit is said so. */
async function welcome() {
  ticket = await ticketIn(fragment, paper);
  part("start").querySelector("[data-code-field]").hidden = ticket !== null;
  part("start").querySelector("[data-ticket-note]").hidden = ticket === null;
  part("start").querySelector("[data-ticket-unusable]").hidden = ticket !== null || !fragment;
}

form.reset();
if (fragment) await welcome();
form.dataset.running = "";
show("start");
