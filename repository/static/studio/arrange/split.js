// Splitting double pages: where the gutter lies, seen on the first of those chosen.

import { open } from "./dialogs.js";
import { say } from "../words.js";

export function splitDialog(root, store) {
  const dialog = root.querySelector('[data-dialog="split"]');
  const range = dialog.querySelector("input[type=range]");
  const sheet = dialog.querySelector("[data-sheet]");
  const image = sheet.querySelector("img");
  const line = sheet.querySelector("[data-gutter]");
  const place = () => {
    line.style.insetInlineStart = `${range.value}%`;
    range.setAttribute("aria-valuetext", `${range.value} %`);
  };
  range.addEventListener("input", place);
  sheet.addEventListener("pointerdown", (event) => {
    const follow = (moved) => {
      const box = image.getBoundingClientRect();
      range.value = String(Math.round(((moved.clientX - box.left) / box.width) * 1000) / 10);
      place();
    };
    follow(event);
    sheet.setPointerCapture(event.pointerId);
    sheet.onpointermove = follow;
    sheet.onpointerup = () => { sheet.onpointermove = null; };
  });

  return (pages) => {
    const page = store.page(pages[0]);
    dialog.querySelector("[data-title]").textContent = say("ask-split", { count: pages.length });
    sheet.hidden = !page.picture;
    if (page.picture) image.src = page.picture[0].replace(/full\/\d+,\d+\//, "full/!900,700/");
    range.value = "50";
    place();
    open(dialog, () => {
      const first = new FormData(dialog.querySelector("form")).get("first") || null;
      store.change({ kind: "split", pages, gutter: Number(range.value) / 100, first });
    });
  };
}
