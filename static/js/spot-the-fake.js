/**
 * Spot the fake: pressing a picture chooses the named place there; the answer says how it went.
 *
 * Everything can be read and chosen without this script. Nothing is stored and nothing is sent.
 */
function chosen(activity, name) {
  return activity.querySelector(`input[name^="${name}-"]:checked`);
}

function verdict(activity) {
  const { found, half, missed, unsure } = activity.dataset;
  const which = chosen(activity, "which");
  if (!which) return "";
  if (which.value === "unsure") return unsure;
  if (!("right" in which.dataset)) return missed;
  const where = chosen(activity, "where");
  return where && "right" in where.dataset ? found : half;
}

function choose(input) {
  if (!input) return;
  input.checked = true;
  input.focus();
}

function start(activity) {
  for (const picture of activity.querySelectorAll("[data-picture]")) {
    picture.addEventListener("click", (event) => {
      const place = event.target.closest("[data-place]")?.dataset.place;
      choose(activity.querySelector(`input[name^="which-"][value="${picture.dataset.picture}"]`));
      if (place) choose(activity.querySelector(`input[name^="where-"][value="${place}"]`));
    });
  }
  const reveal = activity.querySelector("[data-reveal]");
  reveal.addEventListener("toggle", () => {
    activity.classList.toggle("spot-the-fake--open", reveal.open);
    if (!reveal.open) return;
    const words = verdict(activity);
    reveal.querySelector("[data-verdict]").textContent = words;
    activity.querySelector("[data-say]").textContent = words;
  });
}

for (const activity of document.querySelectorAll("[data-spot-the-fake]")) start(activity);
