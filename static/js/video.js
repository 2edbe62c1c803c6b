/**
 * Videos of a lesson: when one does not play, what it says opens in writing.
 *
 * Without this script the transcript is opened by hand. Nothing plays by itself.
 */
function start(figure) {
  const video = figure.querySelector("video");
  const source = video.querySelector("source");

  function showTranscript() {
    figure.querySelector("[data-video-failed]").hidden = false;
    const transcript = figure.querySelector("[data-transcript]");
    if (transcript) transcript.open = true;
  }

  // The last source says that none could be used; the player itself says that reading broke off.
  for (const part of [source, video]) part.addEventListener("error", showTranscript);
  if (video.error || video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) showTranscript();
}

for (const figure of document.querySelectorAll("[data-video]")) start(figure);
