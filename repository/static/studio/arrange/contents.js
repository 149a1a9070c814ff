// The tab "Table of contents": the tree beside the pages.

import { dragPages } from "./drag.js";
import { open } from "./dialogs.js";
import { Grid } from "./grid.js";
import { firstPage, titleOf } from "./sections.js";
import { Status } from "./status.js";
import { Store } from "./store.js";
import { Tree } from "./tree.js";
import { say } from "../words.js";

const LANGUAGES = ["kk", "ru", "en", "none"];
const root = document.getElementById("work");
const data = root.dataset;
const editable = "arrange" in data;
const store = new Store(data.arrangement, JSON.parse(document.getElementById("arrangement").textContent));
const status = new Status(root, store);
const grid = new Grid(root.querySelector("[data-grid]"), store);
const tree = new Tree(root.querySelector("[data-tree]"), store, editable);
const dialog = root.querySelector('[data-dialog="title"]');
const chosenWords = root.querySelector("[data-chosen]");

const ACTIONS = {
  add: () => title({}, "ask-new", (label) => {
    tree.add(label, grid.selected.size ? grid.chosen : []);
    status.say(say("sectionMade", { title: titleOf({ label }) }));
  }),
  rename: () => title(tree.section.label, "ask-rename", (label) => tree.rename(label)),
  up: () => moved(tree.up()),
  down: () => moved(tree.down()),
  indent: () => moved(tree.indent()),
  outdent: () => moved(tree.outdent()),
  pages: () => pages(grid.chosen, tree.selected),
  "no-pages": () => {
    const chosen = grid.chosen;
    tree.removePages(chosen);
    status.say(say("pagesGone", { title: titleOf(tree.section), count: chosen.length }));
  },
  drop: () => {
    const words = say("sectionGone", { title: titleOf(tree.section) || say("untitled") });
    tree.remove();
    status.say(words);
  },
  undo: () => store.undo(),
  redo: () => store.redo(),
};

function moved() {
  const place = tree.place();
  if (place) status.say(say("sectionMoved", place));
}

function pages(chosen, id) {
  tree.addPages(chosen, id);
  tree.focus(id);
  status.say(say("pagesAdded", { title: titleOf(tree.section) || say("untitled"), count: chosen.length }));
}

function title(label, words, then) {
  dialog.querySelector("[data-title]").textContent = say(words);
  for (const code of LANGUAGES) dialog.querySelector(`[name="${code}"]`).value = (label[code] ?? []).join("; ");
  dialog.querySelector("[data-none]").hidden = !label.none;
  open(dialog, () => {
    const others = Object.entries(label).filter(([code]) => !LANGUAGES.includes(code));
    const typed = LANGUAGES.map((code) => [code, dialog.querySelector(`[name="${code}"]`).value.trim()]);
    const found = Object.fromEntries([...others, ...typed.filter(([, text]) => text).map(([code, text]) => [code, [text]])]);
    if (Object.keys(found).length) then(found);
  });
}

function act(name) {
  const button = root.querySelector(`[data-tree-act="${name}"]`);
  if (button && !button.disabled) ACTIONS[name]();
}

function show() {
  const chosen = grid.chosen.length > 0;
  const section = Boolean(tree.section);
  const usable = {
    add: true, undo: store.undoable, redo: store.future.length > 0, pages: section && chosen, "no-pages": section && chosen,
  };
  for (const button of root.querySelectorAll("[data-tree-act]")) button.disabled = !(usable[button.dataset.treeAct] ?? section);
  chosenWords.textContent = grid.selected.size ? say("chosen", { count: grid.selected.size }) : say("noneChosen");
}

async function takeOver(address, options = {}) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, ...options });
  const body = await response.json().catch(() => ({}));
  if (!response.ok || !body.sections?.length) {
    status.say(body.error ?? say("nothingFound"));
    root.querySelector("[data-offer]").textContent = body.error ?? say("nothingFound");
    return;
  }
  const confirmation = root.querySelector('[data-dialog="take-over"]');
  confirmation.querySelector("[data-title]").textContent = say("replaceContents", { count: count(body.sections) });
  open(confirmation, () => store.change({ kind: "contents", sections: body.sections }));
}

function count(sections) {
  return sections.reduce((sum, item) => sum + (item.items ? 1 + count(item.items) : 0), 0);
}

tree.addEventListener("select", () => {
  const first = tree.section && firstPage(tree.section);
  if (first) grid.cells.get(first)?.cell.scrollIntoView({ block: "nearest" });
  show();
});
tree.addEventListener("moved", moved);
grid.addEventListener("select", show);
grid.addEventListener("open", ({ detail }) => location.assign(`${data.reader}#${store.place(detail) + 1}`));
store.addEventListener("change", show);
store.addEventListener("saved", show);

if (editable) {
  dragPages(grid, {
    drop: (chosen, before) => store.change({ kind: "move", pages: chosen, before }),
    targets: [{ selector: ".tree-row", drop: (chosen, row) => pages(chosen, row.parentElement.dataset.section) }],
  });
  for (const button of root.querySelectorAll("[data-tree-act]")) button.addEventListener("click", () => act(button.dataset.treeAct));
  tree.list.addEventListener("keydown", (event) => {
    const keys = { F2: "rename", Enter: "rename", Insert: "add", Delete: "drop" };
    if (!(event.key in keys)) return;
    act(keys[event.key]);
    event.preventDefault();
  });
  grid.list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const keys = { Insert: "add", KeyN: "add", KeyP: "pages" };
    const name = keys[event.key] ?? keys[event.code];
    if (!name) return;
    act(name);
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea, select, dialog")) return;
    if (event.code === "KeyZ") act(event.shiftKey ? "redo" : "undo");
    else if (event.code === "KeyY") act("redo");
    else return;
    event.preventDefault();
  });
  root.querySelector("[data-bookmarks]").addEventListener("click", () => takeOver(data.bookmarks));
  root.querySelector("[data-mets]").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    if (file) takeOver(data.mets, { method: "POST", body: file });
    target.value = "";
  });
}

show();
store.watch();
