// The door for students: takes the code out of a QR address, ignores a second press, keeps what
// was typed when the connection is gone, and counts down a wait. The pages work without it.

function takeCodeFromAddress(form) {
  const box = form.querySelector("[data-join-code]");
  const code = decodeURIComponent(location.hash.slice(1));
  if (!box || !/^[0-9A-Za-z-]{8,9}$/.test(code)) {
    return;
  }
  box.value = code;
  // The code must not stay in the history of a tablet that goes to the next class.
  history.replaceState(null, "", location.pathname + location.search);
  form.querySelector("[type=submit]").focus();
}

function guardSending(form) {
  const button = form.querySelector("[type=submit]");
  const status = form.querySelector("[data-join-status]");
  const label = button.textContent;
  form.addEventListener("submit", (event) => {
    if (form.dataset.sending || !navigator.onLine) {
      event.preventDefault();
      status.textContent = form.dataset.sending ? "" : form.dataset.offline;
      status.hidden = !status.textContent;
      return;
    }
    form.dataset.sending = "yes";
    status.hidden = true;
    button.textContent = form.dataset.busy;
  });
  // Back out of the next page: the browser may show this one as it was, mid-press.
  addEventListener("pageshow", () => {
    delete form.dataset.sending;
    if (!button.disabled) {
      button.textContent = label;
    }
  });
}

function minutesAndSeconds(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function countDown(form) {
  const button = form.querySelector("[type=submit]");
  const label = button.textContent;
  const end = Date.now() + Number(form.dataset.wait) * 1000;
  const tick = () => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    button.disabled = seconds > 0;
    button.textContent =
      seconds > 0 ? form.dataset.waitLabel.replace("TIME", minutesAndSeconds(seconds)) : label;
    if (seconds > 0) {
      setTimeout(tick, 250);
    }
  };
  tick();
}

for (const form of document.querySelectorAll("[data-join-form]")) {
  guardSending(form);
  takeCodeFromAddress(form);
  if (form.dataset.wait) {
    countDown(form);
  }
  form.querySelector("[aria-invalid=true]")?.focus();
}

// Whoever comes in here does not see what the last student of this tablet had to do.
sessionStorage.removeItem("last-home");
