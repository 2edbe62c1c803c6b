"""Walking through the survey in a real browser, measuring every page on the way."""

import json
from collections.abc import Mapping

# Choose what is to be chosen on every page, press "continue", and note each page's height.
WALK = """
(answers) => {
  const form = document.querySelector("[data-survey]");
  const next = form.querySelector("[data-action=next]");
  const pages = [];
  const measure = (name) => {
    const height = document.documentElement.scrollHeight;
    pages.push([name, height, document.title]);
  };
  while (form.dataset.stage === "questions") {
    const shown = form.querySelector("[data-current]");
    for (const code of answers[shown.dataset.question] ?? []) {
      shown.querySelector(`input[value="${code}"]`).click();
    }
    measure(shown.querySelector(".survey__number").innerText.trim());
    next.click();
  }
  measure(form.dataset.stage);
  return pages;
}
"""


def walk_and_measure(page, url: str, code: str, answers: Mapping) -> list[tuple[str, int, str]]:
    """Walk from the first question to the page that shows what will be sent.

    Args:
        answers: a code, a list of codes or None by question, reached or not.

    Returns:
        (what stands above, height in pixels, title) of every page in order.
    """
    page.goto(url)
    page.fill("#q-code", code)
    page.click("[data-action=next]")
    codes = {key: [value] if isinstance(value, str) else value for key, value in answers.items()}
    return [tuple(one) for one in page.evaluate(WALK, json.loads(json.dumps(codes)))]
