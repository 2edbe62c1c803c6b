/**
 * Putting steps in order with buttons; without this script each step has a list of places.
 *
 * The lists stay what is sent. Moving a step says so to those who listen, and the focus stays on
 * the button that moved it.
 */
function stepsOf(list) {
  return [...list.querySelectorAll("[data-step]")];
}

function placesOf(list) {
  return stepsOf(list).map((step) => step.querySelector("select"));
}

function number(list) {
  const steps = stepsOf(list);
  for (const [index, step] of steps.entries()) {
    step.querySelector("select").value = String(index + 1);
    step.querySelector('[data-move="-1"]').disabled = index === 0;
    step.querySelector('[data-move="1"]').disabled = index === steps.length - 1;
  }
}

function sort(list) {
  const steps = stepsOf(list);
  const place = (step) => Number(step.querySelector("select").value);
  steps.sort((one, other) => place(one) - place(other));
  list.append(...steps);
  number(list);
}

function say(list, step) {
  const place = step.querySelector("select").value;
  const text = step.querySelector("[data-step-text]").textContent;
  const words = list.dataset.moved.replace("%STEP%", text).replace("%PLACE%", place);
  list.parentElement.querySelector("[data-order-said]").textContent = words;
}

function move(list, button) {
  const step = button.closest("[data-step]");
  const isUp = button.dataset.move === "-1";
  const other = isUp ? step.previousElementSibling : step.nextElementSibling;
  if (!other) return;
  if (isUp) other.before(step);
  else other.after(step);
  number(list);
  // At the end of the list the button that was pressed can go no further.
  const next = button.disabled ? step.querySelector("[data-move]:not(:disabled)") : button;
  next.focus();
  say(list, step);
  step.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
}

/** Give the steps of a question their buttons. */
export function prepareOrder(question) {
  const list = question.querySelector("[data-order]");
  if (!list || list.dataset.order === "ready") return;
  list.dataset.order = "ready";
  for (const moves of question.querySelectorAll("[data-moves]")) moves.hidden = false;
  for (const place of placesOf(list)) place.tabIndex = -1;
  list.classList.add("ordered--by-buttons");
  number(list);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(list, button);
  });
  question.addEventListener("places-changed", () => sort(list));
}

for (const question of document.querySelectorAll("[data-question]")) prepareOrder(question);
