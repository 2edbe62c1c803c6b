// The estimate follows what is ticked: the form is sent as its button "Estimate anew" sends it,
// and the live parts of the answer take the place of those on the page.
const form = document.querySelector("[data-table-set]");
const PAUSE = 400;
let timer;
let asking;

async function estimate() {
  asking?.abort();
  asking = new AbortController();
  const data = new FormData(form);
  data.set("act", "estimate");
  try {
    const answer = await fetch(form.action || location.href, {
      method: "POST",
      body: data,
      signal: asking.signal,
    });
    // Anything else, such as a sign-in page, comes up with the next button.
    if (answer.ok && !answer.redirected) {
      replaceLiveParts(await answer.text());
    }
  } catch (problem) {
    if (problem.name !== "AbortError" && !(problem instanceof TypeError)) {
      throw problem;
    }
  }
}

function replaceLiveParts(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (fresh) {
      part.replaceChildren(...fresh.childNodes);
    }
  }
}

form?.addEventListener("change", (event) => {
  if (event.target.closest(".set-table")) {
    clearTimeout(timer);
    timer = setTimeout(estimate, PAUSE);
  }
});
