/**
 * Practice in a lesson: say the feedback of what was pressed, keep one answer open, count cards.
 *
 * Everything is readable without this script: answers and cards open by themselves. Nothing is
 * stored and nothing is sent.
 */
function say(activity, text) {
  activity.querySelector("[data-say]").textContent = text.replace(/\s+/g, " ").trim();
}

function startChoose(activity) {
  const options = [...activity.querySelectorAll("[data-option]")];
  for (const option of options) {
    option.addEventListener("toggle", () => {
      if (!option.open) return;
      // Browsers that do not know <details name> would leave the other answers open.
      for (const other of options) if (other !== option) other.open = false;
      say(activity, option.querySelector("[data-feedback]").textContent);
    });
  }
}

function startSort(activity) {
  const cards = [...activity.querySelectorAll("[data-card]")];
  const count = activity.querySelector("[data-count]");

  function showProgress() {
    const done = cards.filter((card) => card.querySelector("input:checked")).length;
    count.textContent = activity.dataset.progress
      .replace("{done}", done)
      .replace("{all}", cards.length);
  }

  function mark(card, input) {
    const fits = input.value === card.dataset.group;
    for (const choice of card.querySelectorAll(".choice")) {
      const isChosen = choice.contains(input);
      choice.classList.toggle("choice--right", isChosen && fits);
      choice.classList.toggle("choice--again", isChosen && !fits);
    }
    card.querySelector("[data-verdict]").textContent = fits
      ? activity.dataset.fits
      : activity.dataset.again;
    card.querySelector("details").open = true;
    say(activity, card.querySelector("[data-feedback]").textContent);
  }

  for (const card of cards) {
    card.addEventListener("change", (event) => {
      mark(card, event.target);
      showProgress();
    });
  }
  showProgress();
}

function startPoll(activity) {
  const reveal = activity.querySelector("[data-reveal]");
  activity.addEventListener("change", () => {
    reveal.open = true;
    say(activity, reveal.querySelector(".reveal__body").textContent);
  });
}

const starters = { choose: startChoose, sort: startSort, poll: startPoll };
for (const activity of document.querySelectorAll("[data-activity]")) {
  starters[activity.dataset.activity]?.(activity);
}
