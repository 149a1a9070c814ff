// The tab "Pages": the grid with all that is done to the chosen pages.

import { dragPages } from "./drag.js";
import { Grid } from "./grid.js";
import { labelForm } from "./labels.js";
import { ask } from "./dialogs.js";
import { presentForm } from "./present.js";
import { splitDialog } from "./split.js";
import { Status } from "./status.js";
import { Store } from "./store.js";
import { startSending } from "./sending.js";
import { say } from "../words.js";

const root = document.getElementById("work");
const data = root.dataset;
const editable = "arrange" in data;
const store = new Store(data.arrangement, JSON.parse(document.getElementById("arrangement").textContent));
const status = new Status(root, store);
const grid = new Grid(root.querySelector("[data-grid]"), store);
const chosenWords = root.querySelector("[data-chosen]");
const bar = root.querySelector("[data-ready]");
const ready = root.querySelector("[data-ready-words]");
const sender = startSending(root, store);
const split = editable ? splitDialog(root, store) : null;
const labels = editable ? labelForm(root, grid, store, data.labels) : null;

const ACTIONS = {
  look: (pages) => location.assign(`${data.reader}#${store.place(pages[0]) + 1}`),
  move: (pages) => moveTo(pages),
  label: () => labels.open(),
  left: (pages) => turn(pages, 270),
  right: (pages) => turn(pages, 90),
  split: (pages) => split(pages),
  insert: (pages) => mark(pages, "non-paged", "insert"),
  spread: (pages) => mark(pages, "facing-pages", "spread"),
  start: ([page]) => present("start_page", "start", page),
  cover: ([page]) => present("thumbnail_page", "cover", page),
  replace: ([page]) => sender?.replace(store.page(page)),
  retry: (pages) => retry(pages),
  remove: (pages) => remove(pages),
  undo: () => store.undo(),
  redo: () => store.redo(),
};
const KEYS = { Delete: "remove", KeyM: "move", KeyR: "right", KeyL: "left", KeyN: "label", KeyS: "split" };
const ONE = new Set(["look", "start", "cover", "replace"]);

function moveTo(pages) {
  const total = store.state.pages.length;
  ask(root, "move", { count: pages.length, total }, (number) => {
    const staying = store.state.pages.filter((page) => !pages.includes(page.id));
    move(pages, staying[number - 1]?.id ?? null);
  }, store.place(pages[0]) + 1);
}

function move(pages, before) {
  const at = store.place(pages[0]);
  store.change({ kind: "move", pages, before });
  grid.toCut([]);
  if (pages.includes(grid.focused)) grid.focus(grid.focused);
  if (store.place(pages[0]) !== at) status.say(say("moved", { count: pages.length, place: store.place(pages[0]) + 1 }));
}

// One place to the left or right, as if dragged there.
function shift(pages, step) {
  const all = store.state.pages;
  const edge = step < 0 ? store.place(pages[0]) - 1 : store.place(pages.at(-1)) + 2;
  if (edge < 0 || edge > all.length) return;
  move(pages, all[edge]?.id ?? null);
}

function turn(pages, degrees) {
  store.change({ kind: "turn", pages, degrees });
  status.say(say("turned", { count: pages.length }));
}

function mark(pages, behavior, name) {
  const on = !pages.every((id) => store.page(id)[name]);
  store.change({ kind: "behave", pages, behavior, on });
  status.say(say(on ? "marked" : "unmarked", { count: pages.length }));
  show();
}

function present(field, name, page) {
  store.change({ kind: "present", [field]: store.state[name] === page ? null : page });
  show();
}

function remove(pages) {
  const next = store.state.pages[store.place(pages.at(-1)) + 1] ?? store.state.pages[store.place(pages[0]) - 1];
  store.change({ kind: "remove", pages });
  if (next && store.page(next.id)) grid.focus(next.id);
  status.say(say("removed", { count: pages.length }));
}

async function retry(pages) {
  for (const page of pages.filter((id) => store.page(id).state === "failed")) {
    await fetch(data.retry, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ page }) });
  }
  store.now();
}

function act(name) {
  const pages = grid.chosen;
  const button = root.querySelector(`[data-act="${name}"]`);
  if (name !== "label" && (!button || button.disabled)) return;
  if (!["undo", "redo"].includes(name) && !pages.length) return;
  ACTIONS[name](pages);
}

function show() {
  const pages = grid.chosen.map((id) => store.page(id)).filter(Boolean);
  const scans = pages.length > 0 && pages.every((page) => !page.shared && !page.recording);
  const usable = {
    look: pages.length === 1, undo: store.undoable, redo: store.future.length > 0,
    retry: pages.some((page) => page.state === "failed"), left: scans, right: scans, split: scans,
  };
  for (const button of root.querySelectorAll("[data-act]")) {
    const name = button.dataset.act;
    button.disabled = !(usable[name] ?? (ONE.has(name) ? pages.length === 1 : pages.length > 0));
  }
  pressed("insert", pages.length > 0 && pages.every((page) => page.insert));
  pressed("spread", pages.length > 0 && pages.every((page) => page.spread));
  pressed("start", pages.length === 1 && pages[0].id === store.state.start);
  pressed("cover", pages.length === 1 && pages[0].id === store.state.cover);
  chosenWords.textContent = grid.selected.size ? say("chosen", { count: grid.selected.size })
    : pages.length ? say("inFocus", { place: store.place(pages[0].id) + 1 }) : say("noneChosen");
  labels?.show();
}

function pressed(name, on) {
  root.querySelector(`[data-act="${name}"]`)?.setAttribute("aria-pressed", String(on));
}

function progress() {
  const { counts, pages } = store.state;
  const total = pages.length;
  bar.value = total ? counts.done / total : 0;
  const parts = [counts.done === total ? say("allReady", { total }) : say("ready", { done: counts.done, total })];
  if (counts.failed) parts.push(say("someFailed", { failed: counts.failed }));
  const words = parts.join(" · ");
  if (ready.textContent !== words) ready.textContent = words;
  root.querySelector("[data-pages]").hidden = !total;
  const all = root.querySelector("[data-retry-all]");
  if (all) all.hidden = !counts.failed;
}

grid.addEventListener("open", ({ detail }) => ACTIONS.look([detail]));
let asked = false;
grid.addEventListener("select", () => {
  if (asked) return;
  asked = true;
  queueMicrotask(() => { asked = false; show(); });
});
store.addEventListener("change", () => { progress(); show(); });
for (const name of ["saving", "saved"]) store.addEventListener(name, show);

if (editable) {
  dragPages(grid, { drop: move });
  presentForm(root, store);
  for (const button of root.querySelectorAll("[data-act]")) button.addEventListener("click", () => act(button.dataset.act));
  grid.list.addEventListener("keydown", (event) => {
    const control = event.ctrlKey || event.metaKey;
    const pages = grid.chosen;
    if (event.altKey && ["ArrowLeft", "ArrowRight"].includes(event.key)) shift(pages, event.key === "ArrowLeft" ? -1 : 1);
    else if (event.altKey) return;
    else if (control && event.code === "KeyX") {
      grid.toCut(pages);
      status.say(say("cut", { count: pages.length }));
    } else if (control && event.code === "KeyV" && grid.cut.size) move(store.inOrder(grid.cut), grid.focused);
    else if (!control && event.code in KEYS) act(KEYS[event.code]);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea, select, dialog")) return;
    if (event.code === "KeyZ") act(event.shiftKey ? "redo" : "undo");
    else if (event.code === "KeyY") act("redo");
    else return;
    event.preventDefault();
  });
} else {
  root.querySelector('[data-act="look"]')?.addEventListener("click", () => act("look"));
}

progress();
show();
store.watch();
