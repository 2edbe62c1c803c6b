/**
 * The same paths and the same row as `reporting/instruments`, from the same terms.
 *
 * A question is `{id, multi, showIf, insteadOf}`; a matched question (`insteadOf`) is asked in the
 * place of another when that one is not, so that every way has the same number of pages.
 * `showIf` is null or `[[question, [code, …]], …]`, true when any of its terms is: at least one
 * chosen option of that question is among those codes.
 */

function isShown(question, asked) {
  if (question.insteadOf) return !asked.has(question.insteadOf);
  if (question.showIf === null) return true;
  return question.showIf.some(([id, codes]) =>
    (asked.get(id) ?? []).some((code) => codes.includes(code)),
  );
}

/**
 * The questions that these answers lead through. An answer to an unreached question opens nothing.
 *
 * @param {object[]} questions in their order
 * @param {Object<string, string[]>} chosen codes by question id, in the order of the options
 */
export function reachable(questions, chosen) {
  const asked = new Map();
  for (const question of questions) {
    if (isShown(question, asked)) asked.set(question.id, chosen[question.id] ?? []);
  }
  return questions.filter((question) => asked.has(question.id));
}

/** The row that is kept: codes only; unreached questions are not in it, skipped ones are null. */
export function makeRow(paper, chosen) {
  const answers = {};
  for (const question of reachable(paper.questions, chosen)) {
    const codes = chosen[question.id] ?? [];
    if (codes.length === 0) answers[question.id] = null;
    else answers[question.id] = question.multi ? codes : codes[0];
  }
  return { v: paper.version, instrument: paper.instrument, answers };
}

/** A row as bytes of the one length that every row of the instrument has. */
export function pack(row, length) {
  return new TextEncoder().encode(JSON.stringify(row).padEnd(length, " "));
}
