// The meeting, live: the page follows what other devices do, and the clock runs. Without this script the
// page shows how things stood when it was opened, and "Tải lại" brings it up to date.

const swap = document.querySelector("[data-swap]");

const PARTS = ["[data-swap]", "[data-swap-dock]"];

function writing() {
  // What somebody is writing is not taken away from under their hands.
  const field = document.activeElement;
  if (!field?.matches("input:not([type=hidden]), textarea, select")) return false;
  return PARTS.some((name) => document.querySelector(name)?.contains(field));
}

async function refresh() {
  if (writing()) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Nothing left to follow, as when a vote was ended on another device: the page as it is now. Not a reload,
  // which would send a form again that was answered here.
  if (!fresh.querySelector("[data-swap]")) return location.replace(location.pathname + location.search);
  for (const name of PARTS) {
    const here = document.querySelector(name), there = fresh.querySelector(name);
    if (!here || !there) continue;
    const focused = here.contains(document.activeElement) ? document.activeElement : null;
    const place = focused?.getAttribute("href") ?? focused?.name;
    here.replaceChildren(...there.childNodes);
    for (const kept of ["version", "mine"]) if (kept in there.dataset) here.dataset[kept] = there.dataset[kept];
    if (place) here.querySelector(`[href="${CSS.escape(place)}"], [name="${CSS.escape(place)}"]`)?.focus();
  }
  moves();
  tick();
}

function moves() {
  // The page follows by itself: nobody needs to be told to reload it.
  const on = document.documentElement.dataset.live;
  for (const part of document.querySelectorAll("[data-still]")) part.hidden = Boolean(on);
}

// A member's own page ("mine") asks again only when something is new to its reader: otherwise four hundred
// would ask at every change of the meeting. What concerns one alone is asked for at once; what concerns all,
// within a time that grows with their number. By their mark they know themselves in the line of speakers.
let told = null, shown = {}, waits = 0, due = 0;

function concern() {
  const me = swap.dataset.mine, votes = told.polls.map((poll) => `${poll.id} ${poll.word}`);
  return {
    mine: `${told.floor === me} ${told.line.indexOf(me)}`,
    all: JSON.stringify([told.stage, told.check_in, told.confirmed, votes]),
  };
}

function follow_mine(state) {
  const first = !told;
  told = state;
  if (first) shown = concern();
  const now = concern();
  if (first ? Number(swap.dataset.version) !== state.version : now.mine !== shown.mine) refresh_mine();
  else if (now.all !== shown.all) waits ||= setTimeout(refresh_mine, Math.random() * state.expected * 20);
}

async function refresh_mine() {
  clearTimeout(waits);
  waits = 0;
  due = told.version;
  await refresh();
  if (Number(swap.dataset.version) < due) await refresh(); // an older answer came last
  shown = concern();
}

function follow(url) {
  const events = new EventSource(url);
  events.addEventListener("message", (event) => {
    const state = JSON.parse(event.data);
    if ("mine" in swap.dataset) follow_mine(state);
    else if (Number(swap.dataset.version) !== state.version) refresh();
  });
  document.documentElement.dataset.live = "1";
  moves();
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
