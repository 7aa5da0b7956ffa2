// The code on the screen changes every two seconds. Without this script a button fetches a new one.

const EVERY = 2000;

async function renew() {
  // Asked for anew each time: the large screen takes its content out and puts it back (session.js).
  const place = document.querySelector("[data-code]");
  if (place) await draw(place);
  setTimeout(renew, EVERY);
}

async function draw(place) {
  try {
    const answer = await fetch(place.dataset.code, { headers: { Accept: "image/svg+xml" } });
    if (answer.status === 200) {
      const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
      place.replaceChildren(document.importNode(drawn.documentElement, true));
    }
  } catch {
    // The network is away for a moment: the next one is asked for all the same.
  }
}

if (document.querySelector("[data-code]")) {
  for (const part of document.querySelectorAll("[data-still]")) part.hidden = true;
}
setTimeout(renew, EVERY);
