/**
 * Spot the fake: pressing a picture chooses the named place there; the answer says how it went.
 *
 * Everything can be read and chosen without this script. Nothing is stored and nothing is sent.
 */
function chosen(activity, name) {
  return activity.querySelector(`input[name^="${name}-"]:checked`);
}

/** The words for what was found, then those for how sure one was of it. */
function verdict(activity) {
  const { found, half, missed, unsure, overconfident, lucky } = activity.dataset;
  const which = chosen(activity, "which");
  if (!which) return "";
  if (which.value === "unsure") return unsure;
  const sure = chosen(activity, "sure")?.value;
  if (!("right" in which.dataset)) {
    return sure === "very" ? `${missed} ${overconfident}` : missed;
  }
  const where = chosen(activity, "where");
  const words = where && "right" in where.dataset ? found : half;
  return sure === "guessing" ? `${words} ${lucky}` : words;
}

function choose(input) {
  if (!input) return;
  input.checked = true;
  input.focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Draw a frame around the chosen place, in the picture that was chosen. */
function markChosen(activity) {
  const which = chosen(activity, "which")?.value;
  const where = chosen(activity, "where")?.value;
  for (const picture of activity.querySelectorAll("[data-picture]")) {
    for (const place of picture.querySelectorAll("[data-place]")) {
      const isChosen = picture.dataset.picture === which && place.dataset.place === where;
      place.classList.toggle("spot-the-fake__place--chosen", isChosen);
    }
  }
}

function start(activity) {
  activity.querySelector("[data-by-pointer]").hidden = false;
  for (const picture of activity.querySelectorAll("[data-picture]")) {
    picture.addEventListener("click", (event) => {
      const place = event.target.closest("[data-place]")?.dataset.place;
      choose(activity.querySelector(`input[name^="which-"][value="${picture.dataset.picture}"]`));
      if (place) choose(activity.querySelector(`input[name^="where-"][value="${place}"]`));
    });
  }
  activity.addEventListener("change", () => markChosen(activity));
  const reveal = activity.querySelector("[data-reveal]");
  reveal.addEventListener("toggle", () => {
    if (!reveal.open) return;
    const words = verdict(activity);
    reveal.querySelector("[data-verdict]").textContent = words;
    activity.querySelector("[data-say]").textContent = words;
  });
}

for (const activity of document.querySelectorAll("[data-spot-the-fake]")) start(activity);
