// Opens the work in Mirador, in the reader's language and colours.

const PATIENCE = 60_000; // milliseconds until the panel of a search is there
const place = document.getElementById("viewer");
if (place) await open(place.dataset);

async function open({ manifest, language, words, page, canvas, region }) {
  const translation = words && await (await fetch(words)).json();
  const wide = matchMedia("(min-width: 46rem) and (min-height: 40rem)").matches;
  const accent = getComputedStyle(place).getPropertyValue("--dome").trim();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  place.querySelector("[data-waiting]")?.remove();
  const canvasId = canvas ?? await chosenCanvas(manifest, page);
  const part = region?.split(",").map(Number);
  const query = new URLSearchParams(location.search).get("q")?.trim().slice(0, 500);
  if (query) search(query);
  const viewer = globalThis.Mirador.viewer({
    id: "viewer",
    language,
    availableLanguages: { kk: "Қазақша", ru: "Русский", en: "English" },
    translations: translation ? { [language]: translation } : {},
    selectedTheme: dark ? "dark" : "light",
    theme: {
      palette: { primary: { main: accent }, secondary: { main: accent } },
      typography: { fontFamily: getComputedStyle(document.body).fontFamily },
    },
    windows: [
      {
        manifestId: manifest,
        ...(canvasId && { canvasId }),
        ...(part && { initialViewerConfig: closeTo(part) }),
        ...(query && { sideBarOpen: true, sideBarPanel: "search" }),
      },
    ],
    window: {
      allowClose: false,
      allowMaximize: false,
      hideWindowTitle: true,
      allowFullscreen: true,
      sideBarPanel: "info",
      imageToolsEnabled: true,
    },
    workspace: { showZoomControls: true, type: "single" },
    thumbnailNavigation: { defaultPosition: wide ? "far-bottom" : "off", height: 110 },
    workspaceControlPanel: { enabled: false },
  });
  offerLinks(viewer.store, manifest);
  followPage(viewer.store, manifest);
}

function search(query) {
  // By the panel's own form. Mirador's defaultSearchQuery asks twice, once without encoding the
  // words, and shows every hit twice.
  const seen = new MutationObserver(() => {
    const input = place.querySelector('input[id^="search-"]');
    if (!input?.form) return;
    seen.disconnect();
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    set.call(input, query);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => input.form?.requestSubmit());
  });
  seen.observe(place, { childList: true, subtree: true });
  setTimeout(() => seen.disconnect(), PATIENCE);
}

// Where the picture has to stand so that all of a region (x, y, width, height) is seen.
function closeTo([x, y, width, height]) {
  const across = 1 / width;
  const down = place.clientHeight / (place.clientWidth * height);
  return { x: x + width / 2, y: y + height / 2, zoom: Math.min(across, down) };
}

// The button that copies an address of the page that is open, and of the part that is seen.
function offerLinks(store, manifest) {
  const button = document.querySelector("[data-copy-view]");
  if (!button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { windows, viewers } = store.getState();
    const [id] = Object.keys(windows);
    const { canvasId } = windows[id];
    const view = viewers[id];
    const target = { id: canvasId + fragment(view), type: "Canvas", partOf: [{ id: manifest, type: "Manifest" }] };
    const address = new URL(button.dataset.copyView, location.href);
    address.searchParams.set("iiif-content", encoded(target));
    await navigator.clipboard.writeText(address.href);
    button.nextElementSibling.textContent = button.dataset.copied;
  });
}

// Links about a page are about the one that is open.
function followPage(store, manifest) {
  const links = document.querySelectorAll("a[data-of-page]");
  let shown;
  store.subscribe(() => {
    const { windows, manifests } = store.getState();
    const canvasId = Object.values(windows)[0]?.canvasId;
    const canvases = manifests[manifest]?.json?.items;
    if (!canvases || !canvasId || canvasId === shown) return;
    shown = canvasId;
    for (const link of links) {
      const address = new URL(link.href);
      address.searchParams.set("page", canvases.findIndex(({ id }) => id === canvasId) + 1);
      link.href = address.href;
    }
  });
}

function fragment(view) {
  if (!view?.zoom) return "";
  const width = 1 / view.zoom;
  const height = (width * place.clientHeight) / place.clientWidth;
  const [x, y] = [view.x - width / 2, view.y - height / 2].map((value) => Math.max(0, Math.round(value)));
  return `#xywh=${x},${y},${Math.round(width)},${Math.round(height)}`;
}

// Content State 1.0, section 6.2.
function encoded(state) {
  const plain = encodeURIComponent(JSON.stringify(state));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function chosenCanvas(manifest, page) {
  // …#3 opens page 3.
  const number = Number(page ?? location.hash.slice(1));
  if (!Number.isInteger(number) || number < 1) return null;
  const { items } = await (await fetch(manifest)).json();
  return items[number - 1]?.id ?? null;
}
