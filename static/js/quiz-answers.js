/**
 * Reading an answer out of a question's form, and writing one into it.
 *
 * An answer is {chosen, text, confidence}, as quizzes/kinds.py says for each kind; nothing in it
 * means "I'm not sure". Not answered yet is null.
 */
const UNSURE = "unsure";
const NOTHING = { chosen: [], text: "", confidence: null };

function formOf(question) {
  return question.querySelector("[data-form]")?.dataset.form;
}

function checked(question, name) {
  return [...question.querySelectorAll(`[name="${name}"]:checked`)].map((input) => input.value);
}

function isUnsure(question) {
  return checked(question, "chosen").includes(UNSURE);
}

const readers = {
  choice(question) {
    const chosen = checked(question, "chosen");
    return chosen.length > 0 ? { ...NOTHING, chosen } : null;
  },
  order(question) {
    const steps = [...question.querySelectorAll("[data-step]")];
    const place = (step) => Number(step.querySelector("select").value);
    if (new Set(steps.map(place)).size < steps.length) return null;
    steps.sort((one, other) => place(one) - place(other));
    return { ...NOTHING, chosen: steps.map((step) => step.dataset.step) };
  },
  match(question) {
    const lists = [...question.querySelectorAll("[data-prompt]")];
    if (lists.some((list) => !list.value)) return null;
    return { ...NOTHING, chosen: lists.flatMap((list) => [list.dataset.prompt, list.value]) };
  },
  text(question) {
    const text = question.querySelector('[name="text"]').value;
    return text.trim() ? { ...NOTHING, text } : null;
  },
  spot(question) {
    const [picture] = checked(question, "picture");
    const places = checked(question, "place");
    if (!picture || places.length === 0) return null;
    const [confidence] = checked(question, "confidence").map(Number);
    return { ...NOTHING, chosen: [picture, ...places], confidence: confidence ?? null };
  },
};

/** What the question says now; null while it is not answered, or says two things at once. */
export function readAnswer(question) {
  const form = formOf(question);
  if (form === "choice") {
    const answer = readers.choice(question);
    return answer?.chosen.includes(UNSURE) ? NOTHING : answer;
  }
  const answer = form ? readers[form](question) : null;
  if (!isUnsure(question)) return answer;
  return answer && form === "text" ? null : NOTHING;
}

function check(question, name, values) {
  for (const input of question.querySelectorAll(`[name="${name}"]`)) {
    input.checked = values.includes(input.value);
  }
}

const writers = {
  choice() {},
  order(question, { chosen }) {
    for (const step of question.querySelectorAll("[data-step]")) {
      const place = chosen.indexOf(step.dataset.step) + 1;
      if (place) step.querySelector("select").value = String(place);
    }
    question.dispatchEvent(new CustomEvent("places-changed"));
  },
  match(question, { chosen }) {
    for (const list of question.querySelectorAll("[data-prompt]")) {
      const at = chosen.indexOf(list.dataset.prompt);
      list.value = at < 0 ? "" : chosen[at + 1];
    }
  },
  text(question, { text }) {
    question.querySelector('[name="text"]').value = text;
  },
  spot(question, { chosen, confidence }) {
    check(question, "picture", chosen);
    check(question, "place", chosen);
    check(question, "confidence", [String(confidence)]);
  },
};

/** Show an answer in the question. */
export function writeAnswer(question, answer) {
  const isBlank = answer.chosen.length === 0 && !answer.text;
  check(question, "chosen", isBlank ? [UNSURE] : answer.chosen);
  const form = formOf(question);
  if (form && !isBlank) writers[form](question, { ...NOTHING, ...answer });
}

/** "I'm not sure" and an answer exclude each other; what was changed last holds. */
export function keepApart(question, changed) {
  const unsure = question.querySelector(`[name="chosen"][value="${UNSURE}"]`);
  if (!unsure || changed.type === "radio" && changed.name === "chosen") return;
  if (changed !== unsure) {
    unsure.checked = false;
  } else if (unsure.checked) {
    for (const name of ["chosen", "picture", "place", "confidence"]) {
      for (const input of question.querySelectorAll(`[name="${name}"]`)) {
        if (input !== unsure) input.checked = false;
      }
    }
    for (const list of question.querySelectorAll("[data-prompt]")) list.value = "";
  }
}
