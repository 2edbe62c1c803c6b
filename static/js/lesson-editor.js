// The editor of a lesson: minutes while writing, what still hinders publication, and the way there.

const PLACE = ":w:contentpath=";

function addUpMinutes() {
  const line = document.querySelector("[data-lesson-minutes]");
  if (!line) return;
  const level = document.querySelector("[name=level]")?.value;
  const period = JSON.parse(line.dataset.periods)[level];
  const boxes = [...document.querySelectorAll("input")].filter((box) => /^steps-\d+-value-minutes$/.test(box.name));
  const kept = boxes.filter((box) => {
    const gone = document.querySelector(`[name="${box.name.replace("-value-minutes", "-deleted")}"]`);
    return !gone?.value;
  });
  const total = kept.reduce((sum, box) => sum + (Number.parseInt(box.value, 10) || 0), 0);
  const words = total > period ? line.dataset.over : line.dataset.fits;
  const text = period
    ? words.replace("{total}", total).replace("{period}", period).replace("{over}", total - period)
    : "";
  // A live region is read out again when it is written again, even with the same words.
  if (line.textContent !== text) line.textContent = text;
  line.classList.toggle("lesson-minutes--over", total > period);
}

async function refreshChecks(key) {
  const part = document.querySelector("[data-publish-checks]");
  if (!part) return;
  if (key) part.dataset.page = key;
  if (!part.dataset.page) return;
  const answer = await fetch(part.dataset.publishChecks.replace("/0/", `/${part.dataset.page}/`));
  if (answer.ok) part.querySelector("[data-publish-checks-list]").innerHTML = await answer.text();
}

function findPlace(path) {
  // Step by step, because a lesson and each of its steps have fields of the same name; as far as
  // the editor has the place, because not every part of a block has a box of its own.
  let found = null;
  for (const name of path.split(".")) {
    const named = (found ?? document).querySelectorAll(`[data-contentpath="${CSS.escape(name)}"]`);
    const inner = [...named].find(
      (element) => (element.parentElement.closest("[data-contentpath]") ?? null) === found,
    );
    if (!inner) break;
    found = inner;
  }
  return found;
}

function goTo(element) {
  const tab = element.closest("[role=tabpanel]");
  if (tab?.hidden) {
    document.querySelector(`[role=tab][aria-controls="${tab.id}"]`)?.click();
    // Wagtail shows a tab's content a moment later; what is hidden takes no focus.
    setTimeout(() => showPlace(element), 400);
    return;
  }
  showPlace(element);
}

function showPlace(element) {
  for (let panel = element.closest("[data-panel]"); panel; panel = panel.parentElement?.closest("[data-panel]")) {
    const toggle = panel.querySelector("[data-panel-toggle]");
    if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
  }
  element.scrollIntoView({ block: "center" });
  element.querySelector("input:not([type=hidden]), textarea, select, [contenteditable=true]")?.focus();
}

function goToHash() {
  const place = window.location.hash.includes(PLACE)
    ? findPlace(window.location.hash.split(PLACE)[1])
    : null;
  if (place) goTo(place);
}

function followLink(event) {
  const link = event.target.closest?.(`a[href*="${PLACE}"]`);
  if (!link || link.pathname !== window.location.pathname) return;
  const place = findPlace(link.hash.split(PLACE)[1]);
  if (!place) return;
  event.preventDefault();
  goTo(place);
}

if (document.querySelector("[data-lesson-minutes]")) {
  document.addEventListener("input", addUpMinutes);
  document.addEventListener("change", addUpMinutes);
  document.addEventListener("click", (event) => {
    followLink(event);
    // Steps come and go by buttons.
    requestAnimationFrame(addUpMinutes);
  });
  document.addEventListener("w-autosave:success", (event) => refreshChecks(event.detail?.response?.pk));
  window.addEventListener("load", () => {
    addUpMinutes();
    refreshChecks();
    // After Wagtail's own scrolling, which takes the first field of that name anywhere.
    setTimeout(() => goToHash(), 600);
  });
}
