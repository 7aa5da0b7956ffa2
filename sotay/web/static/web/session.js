// The meeting, live: the page follows what other devices do, and the clock runs. Without this script the
// page shows how things stood when it was opened, and "Tải lại" brings it up to date.

const swap = document.querySelector("[data-swap]");

async function refresh() {
  // What somebody is writing is not taken away from under their hands.
  if (document.activeElement?.matches("input:not([type=hidden]), textarea, select")) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const name of ["[data-swap]", "[data-swap-dock]"]) {
    const here = document.querySelector(name), there = fresh.querySelector(name);
    if (!here || !there) continue;
    const focused = here.contains(document.activeElement) ? document.activeElement : null;
    const place = focused?.getAttribute("href") ?? focused?.name;
    here.replaceChildren(...there.childNodes);
    here.dataset.version = there.dataset.version ?? "";
    if (place) here.querySelector(`[href="${CSS.escape(place)}"], [name="${CSS.escape(place)}"]`)?.focus();
  }
  tick();
}

function follow(url) {
  const events = new EventSource(url);
  events.addEventListener("message", (event) => {
    const state = JSON.parse(event.data);
    if (Number(swap.dataset.version) !== state.version) refresh();
  });
  document.documentElement.dataset.live = "1";
  for (const part of document.querySelectorAll("[data-still]")) part.hidden = true;
}

function pace(now) {
  const step = document.querySelector("[data-pace]");
  if (!step) return;
  const lasted = Math.floor((now - new Date(step.dataset.pace)) / 60000), planned = Number(step.dataset.planned);
  if (lasted < 0 || lasted > 600) return;
  step.textContent = `Bước này: ${lasted}/${planned} phút${lasted > planned ? `, quá ${lasted - planned} phút` : ""}`;
  step.classList.toggle("pace--over", lasted > planned);
}

function tick() {
  pace(new Date());
  const clock = document.querySelector("[data-clock]");
  if (!clock?.dataset.clock) return;
  const now = new Date();
  const minutes = Math.floor((now - new Date(clock.dataset.clock)) / 60000);
  if (minutes < 0 || minutes > 600) return; // this device's clock is not the meeting's
  const time = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Ho_Chi_Minh" }).format(now);
  const least = Number(clock.dataset.least);
  clock.textContent = `${time} · đã họp ${minutes} phút${least ? `, tối thiểu ${least} phút` : ""}`;
}

if (swap?.dataset.live && "EventSource" in window) follow(swap.dataset.live);
setInterval(tick, 20000);
