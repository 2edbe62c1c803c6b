// The projector fills the screen at a button or the F key; the key can be switched off.

const button = document.querySelector("[data-full-screen]");
const keySwitch = document.querySelector("[data-full-screen-key]");

function toggle() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

function onKey(event) {
  const isPlainF = event.code === "KeyF" && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isPlainF && keySwitch.querySelector("input").checked) toggle();
}

if (document.documentElement.requestFullscreen) {
  button.hidden = false;
  keySwitch.hidden = false;
  button.addEventListener("click", toggle);
  document.addEventListener("keydown", onKey);
}
