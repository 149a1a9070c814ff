// The pages as a grid of thumbnails: choosing many, by mouse, touch and keyboard (ARIA listbox).

import { element } from "./element.js";
import { say } from "../words.js";
import { sectionMarks } from "./sections.js";

// Tells "select" when another choice was made, "open" ({ detail: id }) for the page to be looked at.
export class Grid extends EventTarget {
  constructor(list, store) {
    super();
    this.list = list;
    this.store = store;
    this.cells = new Map();
    this.selected = new Set();
    this.cut = new Set();
    this.focused = null;
    this.anchor = null;
    list.addEventListener("click", (event) => this.#click(event));
    list.addEventListener("dblclick", (event) => this.#open(event.target));
    list.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("focusin", (event) => this.#focusin(event));
    store.addEventListener("change", () => this.show());
    this.show();
  }

  // The chosen pages in order; where none is chosen, the one that has, or had, the focus.
  get chosen() {
    const ids = this.selected.size ? this.selected : new Set(this.entered ? [this.focused] : []);
    return this.store.inOrder(ids);
  }

  show() {
    const { pages, start, cover } = this.store.state;
    const marks = sectionMarks(this.store.state.sections);
    const cells = pages.map((page, place) => this.#cell(page, place, { start, cover, mark: marks.get(page.id) }));
    this.#arrange(cells);
    for (const id of this.cells.keys()) {
      if (this.store.page(id)) continue;
      this.cells.delete(id);
      this.cut.delete(id);
      if (this.selected.delete(id)) this.#chosen();
    }
    if (!this.store.page(this.focused)) this.#rove(pages[0]?.id ?? null);
    this.list.hidden = !pages.length;
  }

  select(ids, focus = null) {
    this.#choose(new Set(ids));
    if (focus) this.focus(focus);
  }

  focus(id) {
    this.#rove(id);
    const cell = this.cells.get(id)?.cell;
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest" });
  }

  toCut(ids) {
    for (const id of this.cut) this.cells.get(id)?.cell.classList.remove("cut");
    this.cut = new Set(ids);
    for (const id of ids) this.cells.get(id)?.cell.classList.add("cut");
  }

  columns() {
    return getComputedStyle(this.list).gridTemplateColumns.split(" ").length;
  }

  // Only what stands elsewhere than it should is moved, so that a thousand cells cost little.
  #arrange(cells) {
    const wanted = new Map(cells.map((cell, place) => [cell, place]));
    for (const child of [...this.list.children]) if (!wanted.has(child)) child.remove();
    const now = [...this.list.children];
    if (now.length === cells.length && now.every((cell, place) => cell === cells[place])) return;
    const focus = document.activeElement;
    const staying = longestRun(now.map((cell) => wanted.get(cell)));
    let next = null;
    for (let place = cells.length - 1; place >= 0; place -= 1) {
      if (!staying.has(place)) this.list.insertBefore(cells[place], next);
      next = cells[place];
    }
    if (wanted.has(focus)) focus.focus({ preventScroll: true });
  }

  #cell(page, place, about) {
    const known = this.cells.get(page.id);
    const entry = known ?? this.#make(page);
    if (entry.place !== place) {
      entry.place = place;
      entry.number.textContent = String(place + 1);
    }
    const flags = [page.id === about.start && "start", page.id === about.cover && "cover", page.insert && "insert",
      page.spread && "spread", page.half && "half", page.shared && "shared"].filter(Boolean);
    const text = `${page.label}|${page.name}|${page.state}|${page.reason}|${page.picture}|${page.ahead}|${flags}|${about.mark}`;
    if (entry.text !== text) {
      entry.text = text;
      this.#fill(entry, page, flags, about.mark);
    }
    return entry.cell;
  }

  #make(page) {
    const cell = element("li", "cell");
    cell.id = `page-${page.id}`;
    cell.dataset.page = page.id;
    cell.role = "option";
    cell.tabIndex = -1;
    cell.setAttribute("aria-selected", "false");
    const entry = { cell, number: element("b", "number"), place: -1, text: "" };
    this.cells.set(page.id, entry);
    return entry;
  }

  #fill(entry, page, flags, mark) {
    const { cell, number } = entry;
    cell.dataset.state = page.state;
    const title = element("span", "title");
    title.append(number, " ");
    if (page.label) title.append(element("span", "label", page.label));
    const parts = [this.#frame(entry, page), title, element("span", "name", page.name || "–")];
    if (flags.length) {
      const list = element("span", "flags");
      list.append(...flags.flatMap((flag) => [element("span", `flag ${flag}`, say(flag)), " "]));
      parts.push(list);
    }
    if (page.state !== "done") parts.push(element("span", "state", say(page.state)));
    if (page.reason) parts.push(element("span", "reason", page.reason));
    if (mark) parts.unshift(element("span", "section-mark", mark));
    cell.replaceChildren(...parts);
  }

  #frame(entry, page) {
    const frame = element("span", "frame");
    if (!page.picture) {
      entry.image = null;
      frame.append(element("span", `badge ${page.state}`, say(page.recording ? "recording" : page.state)));
      return frame;
    }
    const [src, width, height] = page.picture;
    const image = entry.image ?? element("img");
    entry.image = image;
    if (image.getAttribute("src") !== src) {
      Object.assign(image, { loading: "lazy", decoding: "async", alt: "", draggable: false, width, height, src });
    }
    image.className = page.ahead ? `ahead-${page.ahead}` : "";
    frame.append(image);
    return frame;
  }

  #click(event) {
    const id = this.#idAt(event.target);
    if (!id || this.dragged) return;
    const touch = event.pointerType === "touch";
    if (event.shiftKey) this.#range(id, event.ctrlKey || event.metaKey);
    else if (event.ctrlKey || event.metaKey || touch) this.#toggle(id);
    else this.#choose(new Set([id]));
    if (!event.shiftKey) this.anchor = id;
    this.focus(id);
  }

  #key(event) {
    const id = this.#idAt(event.target);
    if (!id || event.altKey) return;
    const step = this.#step(event, this.store.place(id));
    const all = event.ctrlKey || event.metaKey;
    if (step !== null) {
      const to = this.store.state.pages[Math.max(0, Math.min(step, this.store.state.pages.length - 1))].id;
      if (event.shiftKey) this.#range(to, false);
      else this.anchor = to;
      this.focus(to);
    } else if (event.key === " ") {
      if (event.shiftKey) this.#range(id, false);
      else this.#toggle(id);
      this.anchor = event.shiftKey ? this.anchor : id;
    } else if (all && event.code === "KeyA") {
      this.#choose(new Set(this.store.state.pages.map((page) => page.id)));
    } else if (event.key === "Escape") {
      this.#choose(new Set());
      this.toCut([]);
    } else if (event.key === "Enter") {
      this.#open(event.target);
    } else {
      return;
    }
    event.preventDefault();
  }

  #step(event, place) {
    const row = this.columns();
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row, PageDown: 4 * row, PageUp: -4 * row };
    if (event.key in steps) return place + steps[event.key];
    if (event.key === "Home") return 0;
    if (event.key === "End") return Infinity;
    return null;
  }

  #toggle(id) {
    const ids = new Set(this.selected);
    if (!ids.delete(id)) ids.add(id);
    this.#choose(ids);
  }

  #range(id, more) {
    const [from, to] = [this.store.place(this.anchor) ?? this.store.place(id), this.store.place(id)].sort((a, b) => a - b);
    const ids = this.store.state.pages.slice(from, to + 1).map((page) => page.id);
    this.#choose(new Set(more ? [...this.selected, ...ids] : ids));
  }

  #choose(ids) {
    for (const id of this.selected) if (!ids.has(id)) this.cells.get(id)?.cell.setAttribute("aria-selected", "false");
    for (const id of ids) if (!this.selected.has(id)) this.cells.get(id)?.cell.setAttribute("aria-selected", "true");
    this.selected = ids;
    this.#chosen();
  }

  #chosen() {
    this.dispatchEvent(new Event("select"));
  }

  #rove(id) {
    const before = this.cells.get(this.focused)?.cell;
    if (before) before.tabIndex = -1;
    this.focused = id;
    const cell = this.cells.get(id)?.cell;
    if (cell) cell.tabIndex = 0;
  }

  #focusin(event) {
    const id = this.#idAt(event.target);
    if (id && id !== this.focused) this.#rove(id);
    this.entered = true;
    this.dispatchEvent(new Event("select"));
  }

  #open(target) {
    const id = this.#idAt(target);
    if (id) this.dispatchEvent(new CustomEvent("open", { detail: id }));
  }

  #idAt(target) {
    return target.closest?.("[data-page]")?.dataset.page ?? null;
  }
}

// The longest run of growing numbers: the cells that need not be moved.
function longestRun(numbers) {
  const ends = [];
  const before = new Map();
  for (const number of numbers) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle] < number) low = middle + 1;
      else high = middle;
    }
    before.set(number, low ? ends[low - 1] : null);
    ends[low] = number;
  }
  const kept = new Set();
  for (let number = ends.at(-1) ?? null; number !== null; number = before.get(number)) kept.add(number);
  return kept;
}
