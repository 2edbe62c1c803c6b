/**
 * Text size switch: normal, large, larger.
 *
 * The choice is kept per browser on the platform, and per tab on the survey, where nothing
 * may stay behind. Loaded early and rendering waits for it, so that a page never jumps.
 */
const SIZES = ["normal", "large", "larger"];
const KEY = "text-size";

const root = document.documentElement;

/** Browsers that forbid storage throw on access; the switch then holds for one page. */
function withStorage(use) {
  try {
    return use(root.dataset.service === "survey" ? sessionStorage : localStorage);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function show(size) {
  root.dataset.textSize = size;
  for (const button of document.querySelectorAll("button[data-text-size]")) {
    button.setAttribute("aria-pressed", String(button.dataset.textSize === size));
  }
}

function choose(size) {
  withStorage((storage) => storage.setItem(KEY, size));
  show(size);
}

const remembered = withStorage((storage) => storage.getItem(KEY));
const size = SIZES.includes(remembered) ? remembered : "normal";

root.dataset.scripts = "on";
show(size);
document.addEventListener("DOMContentLoaded", () => show(root.dataset.textSize));
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-text-size]");
  if (button) choose(button.dataset.textSize);
});
