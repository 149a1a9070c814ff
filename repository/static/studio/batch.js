// A batch that is checked or in work: its numbers and rows are brought up to date while the page is open.

const root = document.querySelector("[data-batch]");
const PAUSE = 2000;
const BUSY = new Set(["checking", "running"]);
let shown = "";

async function look() {
  const response = await fetch(root.dataset.batch, { headers: { Accept: "application/json" } });
  if (!response.ok) return true;
  const text = await response.text();
  if (text !== shown) await show();
  shown = text;
  return BUSY.has(JSON.parse(text).state);
}

async function show() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (fresh.querySelector("[data-batch]").dataset.state !== root.dataset.state) {
    location.reload();
    return;
  }
  for (const part of root.querySelectorAll("[data-live]")) {
    const same = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (same && !part.contains(document.activeElement)) part.innerHTML = same.innerHTML;
  }
}

async function watch() {
  let goesOn = true;
  try {
    goesOn = await look();
  } catch {
    // No line for a moment: the next look will tell.
  }
  if (goesOn) setTimeout(watch, PAUSE);
}

if (BUSY.has(root.dataset.state)) watch();
