// The button of the downtime sheet; without this file the browser's own command prints the same.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
