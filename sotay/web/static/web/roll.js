// The roll, live: counts on top and the sentence to read aloud follow each tap; names can be searched.
// Without this script the form works all the same, and the counts show after it was sent.

const form = document.querySelector("[data-roll]");
const PRESENT = new Set(["present", "late", "online"]);

function fold(text) {
  return text.replaceAll("đ", "d").replaceAll("Đ", "d").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function count() {
  const found = { present: 0, excused: 0, unexcused: 0 };
  for (const input of form.querySelectorAll("input[type=radio]:checked")) {
    const state = PRESENT.has(input.value) ? "present" : input.value;
    if (state in found) found[state] += 1;
  }
  for (const [name, number] of Object.entries(found)) {
    document.querySelector(`[data-count=${name}]`).textContent = number;
  }
  document.querySelector("[data-spoken]").textContent =
    `${found.present} có mặt, ${found.excused} vắng có lý do, ${found.unexcused} vắng không có lý do.`;
}

// Names that were opened and left present: perhaps somebody absent, and the second tap is missing.
function unsaid() {
  const left = form.querySelectorAll(".roll > li:has(details[open]):has([value=present]:checked)").length;
  const words = document.querySelector("[data-unsaid]");
  words.hidden = left === 0;
  words.textContent = `${left} tên đã mở vẫn ghi là có mặt.`;
}

function search(event) {
  const wanted = fold(event.target.value.trim());
  for (const row of form.querySelectorAll(".roll > li")) {
    row.hidden = !fold(row.querySelector(".row__t").textContent).includes(wanted);
  }
}

if (form) {
  for (const part of document.querySelectorAll("[data-live]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-still]")) part.hidden = true;
  form.addEventListener("change", count);
  form.addEventListener("change", unsaid);
  form.addEventListener("toggle", unsaid, true);
  document.querySelector("#tim").addEventListener("input", search);
  document.querySelector("#tim").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  count();
}
