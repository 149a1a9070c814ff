// The form of a description: checked while one types, with names offered from the lists.

import { offerNames } from "./authorities.js";

const PAUSE = 400;
const form = document.querySelector("form.describe");
let changed = false;
let waiting = 0;
let asked = 0;

for (const row of form.querySelectorAll("[data-row]")) prepare(row);
for (const button of form.querySelectorAll("[data-add]")) {
  button.hidden = false;
  button.addEventListener("click", () => addRow(button));
}
form.addEventListener("input", () => {
  changed = true;
  clearTimeout(waiting);
  waiting = setTimeout(check, PAUSE);
});
form.addEventListener("change", explain);
form.addEventListener("submit", () => {
  changed = false;
});
addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
explain();

function prepare(row) {
  const clear = row.querySelector("[data-clear]");
  clear.hidden = !row.parentElement.querySelector("[data-add]");
  clear.addEventListener("click", () => removeRow(row));
  if (row.dataset.list) offerNames(row, form.dataset.suggest, touched);
}

function touched() {
  form.dispatchEvent(new Event("input"));
}

function rowsOf(part) {
  return [...part.querySelectorAll("[data-row]")];
}

function addRow(button) {
  const part = button.closest("[data-part]");
  const last = rowsOf(part).at(-1);
  const made = last.cloneNode(true);
  const number = Number(last.dataset.row.split(".")[1]) + 1;
  const key = `${part.dataset.part}.${number}`;
  for (const node of made.querySelectorAll("[name]")) {
    node.name = node.name.replace(/^[a-z]+\.\d+/, key);
    if (node.hasAttribute("aria-describedby")) node.setAttribute("aria-describedby", `said-${key}`);
    empty(node);
  }
  made.dataset.row = key;
  made.classList.remove("wrong");
  made.querySelector("[data-said]").id = `said-${key}`;
  made.querySelector("[data-said]").textContent = "";
  made.querySelector("[data-linked]")?.setAttribute("hidden", "");
  made.querySelector("[role=listbox]")?.remove();
  last.after(made);
  prepare(made);
  made.querySelector("input:not([type=hidden]), select, textarea").focus();
}

function removeRow(row) {
  const part = row.closest("[data-part]");
  for (const node of row.querySelectorAll("[name]")) empty(node);
  row.querySelector("[data-linked]")?.setAttribute("hidden", "");
  const rows = rowsOf(part).filter((each) => !each.hidden);
  if (rows.length > 1) {
    row.hidden = true;
    const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    next.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  }
  touched();
}

function empty(node) {
  node.value = "";
  node.removeAttribute("aria-invalid");
}

async function check() {
  const number = ++asked;
  const answer = await fetch(form.dataset.check, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
  }).catch(() => null);
  if (!answer?.ok || number !== asked) return;
  const { wrong, said, missing } = await answer.json();
  for (const row of form.querySelectorAll("[data-row]")) {
    const key = row.dataset.row;
    row.classList.toggle("wrong", key in wrong);
    for (const node of row.querySelectorAll(".cells [name]")) {
      if (key in wrong) node.setAttribute("aria-invalid", "true");
      else node.removeAttribute("aria-invalid");
    }
    const text = wrong[key] ?? said[key] ?? "";
    const place = row.querySelector("[data-said]");
    if (!("meant" in place.dataset) && place.textContent !== text) place.textContent = text;
  }
  for (const item of form.querySelectorAll("[data-missing]")) count(item, missing[item.dataset.missing]);
}

function count(item, labels) {
  const words = item.querySelector("[data-count]");
  item.classList.toggle("lacks", labels.length > 0);
  item.title = labels.join(", ");
  words.textContent = labels.length
    ? words.dataset.many.replace("{count}", String(labels.length))
    : words.dataset.one;
}

// What the chosen statement of rights means.
function explain() {
  const choice = form.querySelector('[data-part="rights"] select');
  const place = choice.closest("[data-row]").querySelector("[data-said]");
  place.dataset.meant = "";
  place.textContent = choice.selectedOptions[0]?.dataset.meaning ?? "";
}
