// A button that copies the text of a box. Without this script the box can be selected and copied by hand.

for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  const said = document.querySelector("[data-copied]");
  button.hidden = false;
  box.addEventListener("focus", () => box.select());
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(box.value);
      said.textContent = said.dataset.copied || "Đã chép. Mở nhóm tin nhắn rồi dán.";
    } catch {
      box.select();
      said.textContent = "Máy không cho chép tự động: chữ đã được chọn sẵn, giữ vào ô rồi chép.";
    }
  });
}
