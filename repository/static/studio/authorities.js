// Names offered from a list while one types: a combobox as WAI-ARIA describes it.

import { say } from "./words.js";

const PAUSE = 200;
let lists = 0;

export function offerNames(row, address, changed) {
  const id = row.querySelector("[data-authority]");
  const linked = row.querySelector("[data-linked]");
  const inputs = [...row.querySelectorAll(".cells input")];
  const list = document.createElement("ul");
  list.id = `names-${++lists}`;
  list.className = "offered";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  row.querySelector(".cells").append(list);
  let items = [];
  let current = -1;
  let source = null;
  let waiting = 0;

  const unlink = linked.querySelector("[data-unlink]");
  unlink.hidden = false;
  unlink.addEventListener("click", () => {
    link(null);
    inputs[0].focus();
    changed();
  });
  for (const input of inputs) {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => later(input));
    input.addEventListener("keydown", press);
    input.addEventListener("blur", () => setTimeout(close, 150));
  }

  function later(input) {
    source = input;
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  }

  async function ask() {
    const text = source.value.trim();
    if (!text) return close();
    const query = new URLSearchParams({ kind: row.dataset.list, q: text });
    const answer = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || source.value.trim() !== text || document.activeElement !== source) return;
    const found = (await answer.json()).items;
    const same = found.some((each) => Object.values(each.label).includes(text));
    items = same || id.value ? found : [...found, { fresh: text }];
    draw();
  }

  function draw() {
    list.replaceChildren(...items.map(option));
    current = -1;
    list.hidden = items.length === 0;
    list.setAttribute("aria-label", say("found", { count: items.filter((each) => !each.fresh).length }));
    source.setAttribute("aria-expanded", String(!list.hidden));
    source.removeAttribute("aria-activedescendant");
  }

  function option(item, number) {
    const node = document.createElement("li");
    node.id = `${list.id}-${number}`;
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", "false");
    const name = document.createElement("strong");
    name.textContent = item.fresh ? say("add", { name: item.fresh }) : item.name;
    node.append(name);
    if (!item.fresh) {
      const others = Object.values(item.label).filter((text) => text !== item.name);
      const more = document.createElement("small");
      more.textContent = [...new Set(others), item.dates, ...item.links].filter(Boolean).join(" · ");
      node.append(more);
    }
    node.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(item);
    });
    return node;
  }

  function press(event) {
    if (list.hidden) return;
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown") mark(current + 1);
    else if (event.key === "ArrowUp") mark(current - 1);
    else if (event.key === "Enter" && current >= 0) choose(items[current]);
    else return;
    event.preventDefault();
  }

  function mark(number) {
    current = (number + items.length) % items.length;
    [...list.children].forEach((node, place) => {
      node.setAttribute("aria-selected", String(place === current));
      if (place === current) node.scrollIntoView({ block: "nearest" });
    });
    source.setAttribute("aria-activedescendant", `${list.id}-${current}`);
  }

  function close() {
    list.hidden = true;
    source?.setAttribute("aria-expanded", "false");
    source?.removeAttribute("aria-activedescendant");
  }

  async function choose(item) {
    close();
    const chosen = item.fresh ? await add() : item;
    if (!chosen) return;
    for (const input of inputs) {
      const text = chosen.label[languageOf(input)];
      if (text) input.value = text;
    }
    link(chosen);
    changed();
  }

  async function add() {
    const label = {};
    for (const input of inputs) {
      if (input.value.trim()) label[languageOf(input)] = [input.value.trim()];
    }
    const answer = await fetch(address.replace(/suggest$/, "quick"), {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      body: JSON.stringify({ kind: row.dataset.list, label }),
    }).catch(() => null);
    if (answer?.ok) return answer.json();
    row.querySelector("[data-said]").textContent = say("failed");
    return null;
  }

  function link(chosen) {
    id.value = chosen?.id ?? "";
    linked.hidden = !chosen;
    if (chosen) linked.querySelector("a").href = chosen.address;
  }
}

function languageOf(input) {
  return input.name.split(".")[2];
}
