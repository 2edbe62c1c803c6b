/**
 * What the teacher in front of the class is doing, on a student's page: pause, place, help.
 *
 * A pause hides the page's main part and takes nothing away: what was typed stays in it, and what
 * was answered is still sent. Without this script the same is said when a page is opened.
 */
const ASK_EVERY_MS = 15_000;

const signal = document.querySelector("[data-class-signal]");
const pause = signal.querySelector("[data-signal-pause]");
const place = signal.querySelector("[data-signal-place]");
const help = signal.querySelector("[data-signal-help]");
const main = document.querySelector("main");
const isPausePage = signal.hasAttribute("data-pause-page");

let etag = "";
let clock = 0;

async function ask() {
  // An answer a second old will do: the server then looks whole classes up together.
  const headers = { Accept: "application/json", "Cache-Control": "max-age=1" };
  if (etag) headers["If-None-Match"] = etag;
  try {
    const response = await fetch(signal.dataset.url, { headers, cache: "no-store" });
    if (response.status === 401 || response.status === 404) return stop();
    etag = response.headers.get("ETag") ?? "";
    if (response.status === 200) show(await response.json());
  } catch (error) {
    // Out of reach: what is shown stays, and the next question may get through.
    if (!(error instanceof TypeError)) throw error;
  }
  return plan();
}

function plan() {
  globalThis.clearTimeout(clock);
  clock = globalThis.setTimeout(ask, ASK_EVERY_MS);
}

/** The visit or the assignment is over; the page itself says so at the next step. */
function stop() {
  show({ is_on: false });
}

function show(news) {
  const isPaused = news.is_on && news.is_paused;
  if (isPausePage && !isPaused) {
    globalThis.location.reload();
    return;
  }
  pause.hidden = !isPaused;
  main.hidden = isPaused && !isPausePage;
  showPlace(news, isPaused);
  if (help) {
    help.hidden = !news.is_on || isPaused;
    paintHelp(Boolean(news.has_called));
  }
}

function showPlace(news, isPaused) {
  const isElsewhere = news.is_on && news.place_url && news.place_url !== signal.dataset.here;
  place.hidden = !isElsewhere || isPaused;
  if (!isElsewhere) return;
  place.querySelector("[data-signal-words]").textContent = news.place_words;
  place.querySelector("[data-signal-link]").href = news.place_url;
}

function paintHelp(hasCalled) {
  const button = help.querySelector("button");
  button.value = hasCalled ? "take-back" : "call";
  button.setAttribute("aria-pressed", String(hasCalled));
  button.textContent = hasCalled ? button.dataset.called : button.dataset.notCalled;
}

/** Ask for help without leaving the page; if that fails, the form itself is sent. */
async function toggleHelp(event) {
  event.preventDefault();
  const button = help.querySelector("button");
  const form = new FormData(help);
  form.set("do", button.value);
  try {
    const response = await fetch(help.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: form,
    });
    if (response.status === 204) {
      paintHelp(button.value === "call");
      return;
    }
    help.removeEventListener("submit", toggleHelp);
    help.requestSubmit(button);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

help?.addEventListener("submit", toggleHelp);
main.hidden = !pause.hidden && !isPausePage;
if (isPausePage) plan();
else ask();
