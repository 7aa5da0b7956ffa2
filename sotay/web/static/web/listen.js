// Read a paper aloud, with a voice that lives on this device and with no other: a remote voice would send the
// text to somebody else's machine. Without such a voice the button does not appear, and a line says why.

const synthesis = window.speechSynthesis;
const buttons = [...document.querySelectorAll("[data-listen]")];
const silent = document.querySelector("[data-no-voice]");
let reading = null;

function localVoice() {
  const voices = synthesis ? synthesis.getVoices() : [];
  return voices.find((voice) => voice.localService === true && /^vi\b/i.test(voice.lang.replace("_", "-"))) ?? null;
}

function show() {
  const hidden = localVoice() === null;
  for (const button of buttons) button.hidden = hidden;
  if (silent) silent.hidden = !hidden || buttons.length === 0;
}

function label(button, words) {
  button.querySelector("span").textContent = words;
}

function stop() {
  synthesis.cancel();
  if (reading) label(reading, reading.dataset.listen);
  reading = null;
}

// A paragraph an utterance: long texts in one piece are cut off by some machines.
function speak(button, pieces) {
  const voice = localVoice();
  if (reading !== button) return;
  if (voice === null || pieces.length === 0) {
    stop();
    return;
  }
  const utterance = new SpeechSynthesisUtterance(pieces[0]);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.onend = () => speak(button, pieces.slice(1));
  utterance.onerror = () => (reading === button ? stop() : undefined);
  synthesis.speak(utterance);
}

function toggle(event) {
  const button = event.currentTarget;
  const again = reading === button;
  if (reading) stop();
  if (again) return;
  reading = button;
  label(button, "Dừng đọc");
  const text = document.getElementById(button.getAttribute("aria-controls")).innerText;
  speak(button, text.split(/\n+/).map((line) => line.trim()).filter(Boolean));
}

if (synthesis && buttons.length > 0) {
  for (const button of buttons) button.addEventListener("click", toggle);
  synthesis.addEventListener?.("voiceschanged", show);
  window.addEventListener("pagehide", stop);
}
show();
