// A button that opens the browser's printing. Without this script the page says where to find it.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const how of document.querySelectorAll("[data-print-how]")) how.hidden = true;
