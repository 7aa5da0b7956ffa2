// The code on the screen changes every two seconds. Without this script a button fetches a new one.

const place = document.querySelector("[data-code]");
const EVERY = 2000;

async function renew() {
  try {
    const answer = await fetch(place.dataset.code, { headers: { Accept: "image/svg+xml" } });
    if (answer.status === 200) {
      const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
      place.replaceChildren(document.importNode(drawn.documentElement, true));
    }
  } catch {
    // The network is away for a moment: the next one is asked for all the same.
  }
  setTimeout(renew, EVERY);
}

if (place) {
  for (const part of document.querySelectorAll("[data-still]")) part.hidden = true;
  setTimeout(renew, EVERY);
}
