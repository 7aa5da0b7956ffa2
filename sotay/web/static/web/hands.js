// A show of hands, live: the rest of those present are for it. Without this script the fields are plain numbers.

const form = document.querySelector("[data-hands]");

function value(input) {
  return Math.max(0, Number.parseInt(input.value, 10) || 0);
}

function show() {
  const [no, other] = [...form.querySelectorAll("[data-stepper] input")].map(value);
  if (no === undefined) return;
  const there = form.querySelector("[name=there]"); // asked when it is written down after the close
  const yes = (there ? value(there) : Number(form.dataset.present)) - no - other;
  form.querySelector("[data-yes]").textContent = yes < 0 ? "–" : yes;
  const spoken = document.querySelector("[data-spoken]");
  if (!spoken) return; // the minutes' own page says it beside the field
  spoken.textContent =
    yes < 0
      ? "Số người nhiều hơn số đang dự: đếm lại."
      : `Ghi kết quả ${yes} tán thành, ${no} không tán thành, ${other} ý kiến khác vào biên bản.`;
}

if (form) {
  for (const button of form.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const input = button.parentElement.querySelector("input");
      input.value = Math.max(0, value(input) + Number(button.dataset.step));
      show();
    });
  }
  form.addEventListener("input", show);
  show();
}
