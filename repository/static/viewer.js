// Opens the work in Mirador, in the reader's language and colours.

const PATIENCE = 60_000; // milliseconds until the panel of a search is there
const place = document.getElementById("viewer");
if (place) await open(place.dataset);

async function open({ manifest, language, words }) {
  const translation = words && await (await fetch(words)).json();
  const wide = matchMedia("(min-width: 46rem) and (min-height: 40rem)").matches;
  const accent = getComputedStyle(place).getPropertyValue("--dome").trim();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  place.querySelector("[data-waiting]")?.remove();
  const canvasId = await chosenCanvas(manifest);
  const query = new URLSearchParams(location.search).get("q")?.trim().slice(0, 500);
  if (query) search(query);
  globalThis.Mirador.viewer({
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

async function chosenCanvas(manifest) {
  // …#3 opens page 3.
  const number = Number(location.hash.slice(1));
  if (!Number.isInteger(number) || number < 1) return null;
  const { items } = await (await fetch(manifest)).json();
  return items[number - 1]?.id ?? null;
}
