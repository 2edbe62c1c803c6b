/**
 * Ending the lesson works without a connection too: the end is remembered in this browser and sent
 * as soon as the server can be reached, also after the page was closed and opened again.
 */
const TRY_EVERY_MS = 5_000;
// What was pressed yesterday is not what is wanted in today's lesson.
const REMEMBERED_MS = 60 * 60_000;

const form = document.querySelector("[data-end]");
const question = document.querySelector("[data-end-question]");
const waiting = document.querySelector("[data-end-waiting]");
const key = form && `end-of-lesson ${new URL(form.action).pathname.replace(/^\/\w\w\//, "")}`;

let clock = 0;

function isWanted() {
  return Date.now() - Number(localStorage.getItem(key) ?? 0) < REMEMBERED_MS;
}

async function send() {
  globalThis.clearTimeout(clock);
  const body = new FormData(form);
  body.set("confirmed", "yes");
  try {
    const response = await fetch(form.action, { method: "POST", body });
    localStorage.removeItem(key);
    // Whatever the server said instead of yes, its page says it better.
    if (response.ok) globalThis.location.assign(response.url);
    else form.submit();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    if (!isWanted()) localStorage.setItem(key, String(Date.now()));
    waiting.textContent = form.dataset.waiting;
    waiting.hidden = false;
    clock = globalThis.setTimeout(send, TRY_EVERY_MS);
  }
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    question.showModal();
  });
  question.addEventListener("close", () => {
    if (question.returnValue === "end") send();
    question.returnValue = "";
  });
  if (isWanted()) send();
}
