/** Options of one question that exclude each other, and "at most n", at the moment of choosing. */

function uncheck(inputs) {
  for (const input of inputs) input.checked = false;
}

/**
 * Keep a question's boxes in a state that can be stored.
 *
 * @param {HTMLFieldSetElement} fieldset with data-exclusive (codes) and data-max (number or "")
 * @param {HTMLInputElement} changed the box that was pressed
 * @returns {boolean} false when the box was one too many and was taken back
 */
export function settle(fieldset, changed) {
  if (changed.type !== "checkbox" || !changed.checked) return true;
  const exclusive = fieldset.dataset.exclusive.split(" ");
  const others = [...fieldset.elements].filter((input) => input !== changed);
  if (exclusive.includes(changed.value)) uncheck(others);
  else uncheck(others.filter((input) => exclusive.includes(input.value)));

  const most = Number(fieldset.dataset.max || Infinity);
  if ([...fieldset.elements].filter((input) => input.checked).length <= most) return true;
  changed.checked = false;
  return false;
}
