/**
 * Signing out empties this device. Quiz answers that are only here are sent first; if some cannot
 * be, the student is told and chooses. Without this script the form signs out at once.
 */
import { queuesOnDevice } from "./quiz-queue.js";

const LONGEST_WAIT_MS = 3000;

const form = document.querySelector("[data-student-bar]");
const question = form.querySelector("[data-answers-wait]");
let isAsking = false;

function pause(milliseconds) {
  return new Promise((resolve) => {
    globalThis.setTimeout(resolve, milliseconds);
  });
}

/** Send what waits, for a short time; resolves to whether something still waits. */
async function stillHoldsAnswers() {
  const queues = await queuesOnDevice(form.elements.csrfmiddlewaretoken.value);
  const sent = Promise.all(queues.map((queue) => queue.flush()));
  await Promise.race([sent, pause(LONGEST_WAIT_MS)]);
  const held = await Promise.all(queues.map((queue) => queue.holdsAnswers()));
  return held.includes(true);
}

form.addEventListener("submit", async (event) => {
  if (event.submitter?.hasAttribute("data-sign-out-anyway")) return;
  event.preventDefault();
  if (isAsking) return;
  isAsking = true;
  const mustChoose = await stillHoldsAnswers();
  isAsking = false;
  if (!mustChoose) {
    form.submit();
    return;
  }
  question.hidden = false;
  question.focus();
});

form.querySelector("[data-stay]").addEventListener("click", () => {
  question.hidden = true;
  document.querySelector("main").focus();
});
