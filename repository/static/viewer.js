// Opens the work in Mirador, in the reader's language and colours.

const place = document.getElementById("viewer");
if (place) await open(place.dataset);

async function open({ manifest, language, words }) {
  const translation = language === "en" ? null : await (await fetch(words)).json();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  place.querySelector("[data-waiting]")?.remove();
  const canvasId = await chosenCanvas(manifest);
  globalThis.Mirador.viewer({
    id: "viewer",
    language,
    availableLanguages: { kk: "Қазақша", ru: "Русский", en: "English" },
    translations: translation ? { [language]: translation } : {},
    selectedTheme: dark ? "dark" : "light",
    theme: { palette: { primary: { main: "#0d6060" }, secondary: { main: "#0d6060" } } },
    windows: [{ manifestId: manifest, ...(canvasId && { canvasId }) }],
    window: {
      allowClose: false,
      allowMaximize: false,
      allowFullscreen: true,
      sideBarPanel: "info",
      imageToolsEnabled: true,
    },
    workspace: { showZoomControls: true, type: "single" },
    workspaceControlPanel: { enabled: false },
  });
}

async function chosenCanvas(manifest) {
  // …#3 opens page 3.
  const number = Number(location.hash.slice(1));
  if (!Number.isInteger(number) || number < 1) return null;
  const { items } = await (await fetch(manifest)).json();
  return items[number - 1]?.id ?? null;
}
