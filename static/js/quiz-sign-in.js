/**
 * Signing in again inside a page of a quiz, when the session ended while somebody was answering.
 *
 * Nothing of the page is lost: the answers wait on the device, and are sent once the server knows
 * who sits here. Without this script the server asks on a page of its own, which carries what was
 * sent.
 */
const section = document.querySelector("[data-sign-in-again]");
const form = section.querySelector("form");
const button = form.querySelector("[type=submit]");
const problem = section.querySelector("[data-again-problem]");
const welcome = document.querySelector("[data-again-welcome]");
const words = section.dataset;
const label = button.textContent;

let heardBy = () => {};
let isSending = false;

/** Whether the page waits for number and PIN. */
export function isAskingWho() {
  return !section.hidden;
}

/** Bring the question for number and PIN into view, for somebody who wants to go on. */
export function showWhoIsAsked() {
  section.scrollIntoView({ block: "start" });
  form.elements.number.focus();
}

/**
 * Ask for number and PIN.
 *
 * `why` is the state the server told, `onSignedIn` hears the page's new token. Somebody may be
 * in the middle of a word, so the focus stays where it is.
 */
export function askWhoItIs(why, onSignedIn) {
  heardBy = onSignedIn;
  if (isAskingWho()) return;
  const text = section.querySelector(`[data-again-why="${why}"]`)
    ?? section.querySelector("[data-again-why]");
  welcome.hidden = true;
  section.hidden = false;
  section.querySelector("[data-again-said]").textContent = text.content.textContent;
  section.scrollIntoView({ block: "nearest" });
}

function say(text) {
  problem.textContent = text;
  problem.hidden = !text;
}

/** Every form of the page, also those not on screen, must send the new token from now on. */
export function renewToken(root, token) {
  for (const input of root.querySelectorAll('input[name="csrfmiddlewaretoken"]')) {
    input.value = token;
  }
}

function letIn(token) {
  renewToken(document, token);
  form.elements.pin.value = "";
  const hadFocus = section.contains(document.activeElement);
  section.hidden = true;
  welcome.textContent = words.welcome;
  welcome.hidden = false;
  if (hadFocus) document.querySelector("h1").focus();
  heardBy(token);
}

async function refuse(response) {
  form.elements.pin.value = "";
  if (response.status === 422) {
    say((await response.json()).message);
    form.elements.pin.focus();
    return;
  }
  say(response.status === 403 ? words.stale : words.over);
  section.querySelector("[data-again-code]").hidden = response.status !== 410;
}

async function send() {
  try {
    const response = await fetch(form.action, {
      method: "POST",
      credentials: "same-origin",
      headers: { Accept: "application/json" },
      body: new FormData(form),
    });
    if (response.ok) letIn((await response.json()).token);
    else if (response.status >= 500) say(words.offline);
    else await refuse(response);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    say(words.offline);
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  say("");
  button.textContent = words.busy;
  await send();
  button.textContent = label;
  isSending = false;
});
