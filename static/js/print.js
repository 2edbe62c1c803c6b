// Buttons that print the page: <button data-print>. A browser does not wait for pictures that it
// would load only once somebody scrolls to them, and they would be missing on paper.

for (const image of document.images) {
  image.loading = "eager";
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
