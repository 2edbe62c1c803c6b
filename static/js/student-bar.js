/**
 * Signing out empties this device. Quiz answers that are only here are sent first; if some cannot
 * be, the student is told and chooses. Without this script the form signs out at once.
 */
import {
  forgetAnswersOfThisStudent,
  queuesOfThisStudent,
  sendAnswersOfThisStudent,
} from "./quiz-queue.js";

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
  const queues = await queuesOfThisStudent();
  const sent = Promise.all(queues.map((queue) => queue.flush()));
  await Promise.race([sent, pause(LONGEST_WAIT_MS)]);
  const held = await Promise.all(queues.map((queue) => queue.holdsAnswers()));
  return held.includes(true);
}

/** Go. What waits here for another student is theirs, so the device is then emptied around it. */
async function signOut() {
  if (await forgetAnswersOfThisStudent()) {
    const then = document.createElement("input");
    Object.assign(then, { type: "hidden", name: "then", value: "leave-others" });
    form.append(then);
  }
  form.submit();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (isAsking) return;
  isAsking = true;
  const isSure = event.submitter?.hasAttribute("data-sign-out-anyway");
  const mustChoose = !isSure && (await stillHoldsAnswers());
  isAsking = false;
  if (!mustChoose) {
    await signOut();
    return;
  }
  question.hidden = false;
  question.focus();
});

form.querySelector("[data-stay]").addEventListener("click", () => {
  question.hidden = true;
  document.querySelector("main").focus();
});

// Answers of an earlier visit to this device go now; a quiz on this page sends its own.
addEventListener("load", sendAnswersOfThisStudent);
