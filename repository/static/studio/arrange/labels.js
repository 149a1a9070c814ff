// Labels in runs: choose how they are counted, see the first and the last, apply.

import { say } from "../words.js";

export function labelForm(root, grid, store, address) {
  const form = root.querySelector("[data-run]");
  const details = form.closest("details");
  const words = form.querySelector("[data-preview]");
  let shown = "";
  let timer = 0;

  function run() {
    const { style, start, step, side, prefix, suffix } = Object.fromEntries(new FormData(form));
    return { style, start: Number(start) || 1, step: Number(step ?? 1), side: side ?? "front", prefix, suffix };
  }

  function fields() {
    const { style } = run();
    const leaves = style.startsWith("leaves");
    form.querySelector("[data-of-leaves]").hidden = !leaves;
    form.querySelector("[data-of-numbers]").hidden = leaves || ["text", "none"].includes(style);
    form.querySelector("[data-of-start]").hidden = ["text", "none"].includes(style);
    form.querySelector("[data-of-affix]").hidden = style === "none";
  }

  async function preview() {
    const count = grid.chosen.length;
    const asked = JSON.stringify([run(), count]);
    if (!details.open || asked === shown) return;
    shown = asked;
    if (!count) {
      words.textContent = say("chooseFirst");
      return;
    }
    const response = await fetch(`${address}?${new URLSearchParams({ ...run(), count })}`, { headers: { Accept: "application/json" } });
    if (shown !== asked) return;
    if (!response.ok) {
      words.textContent = say("noSuchRun");
      return;
    }
    const { labels } = await response.json();
    const texts = labels.map((text) => text || "–");
    const text = texts.length < 3 ? texts.join(", ") : `${texts[0]}, ${texts[1]} … ${texts[2]}`;
    words.textContent = say("willBe", { count, labels: text });
  }

  function show() {
    form.querySelector("[type=submit]").disabled = !grid.chosen.length;
    clearTimeout(timer);
    timer = setTimeout(preview, 60);
  }

  form.addEventListener("input", () => { fields(); show(); });
  details.addEventListener("toggle", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const pages = grid.chosen;
    if (pages.length) store.change({ kind: "label", pages, run: run() });
  });
  fields();

  function open() {
    details.open = true;
    form.querySelector("select").focus();
    show();
  }

  return { open, show };
}
