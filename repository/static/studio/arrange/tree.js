// The table of contents as a tree (ARIA tree): chosen, moved, indented by mouse and keyboard.

import { element } from "./element.js";
import { pagesIn, titleOf } from "./sections.js";
import { say } from "../words.js";

const START = 6;

// Tells "select" when another section has the focus, "change" when the tree was changed.
export class Tree extends EventTarget {
  constructor(list, store, editable) {
    super();
    this.list = list;
    this.store = store;
    this.editable = editable;
    this.closed = new Set();
    this.selected = null;
    this.fresh = 0;
    list.addEventListener("click", (event) => this.#click(event));
    list.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("focusin", (event) => this.#enter(event));
    if (editable) this.#dragging();
    store.addEventListener("change", () => this.show());
    this.show();
  }

  get sections() {
    return this.store.state.sections;
  }

  get section() {
    return this.#find(this.selected)?.section ?? null;
  }

  show() {
    const held = this.list.contains(document.activeElement);
    this.rows = [];
    const nodes = this.#nodes(this.sections, 1, null);
    if (!this.#find(this.selected)) this.selected = this.rows[0]?.id ?? null;
    this.list.replaceChildren(...(nodes.length ? nodes : [element("li", "empty-tree", say("emptyTree"))]));
    this.list.role = nodes.length ? "tree" : null;
    this.#mark();
    if (held && this.selected) this.#node(this.selected)?.focus({ preventScroll: true });
  }

  focus(id) {
    this.selected = id;
    this.#open(id);
    this.show();
    const node = this.#node(id);
    node?.focus({ preventScroll: true });
    node?.firstElementChild.scrollIntoView({ block: "nearest" });
    this.dispatchEvent(new Event("select"));
  }

  // `act` changes a copy of the tree; the copy is saved and what `act` returns gets the focus.
  edit(act) {
    const sections = structuredClone(this.sections);
    const focus = act(sections);
    if (focus === false) return;
    this.store.change({ kind: "contents", sections });
    if (focus) this.focus(focus);
  }

  add(label, pages) {
    this.edit((sections) => {
      const made = { fresh: `new-${(this.fresh += 1)}`, label, items: pages.map((page) => ({ page })) };
      const at = this.#find(this.selected, sections);
      const siblings = at ? at.siblings : sections;
      siblings.splice(at ? at.index + 1 : siblings.length, 0, made);
      return made.fresh;
    });
  }

  rename(label) {
    this.#change((section) => { section.label = label; });
  }

  remove() {
    this.edit((sections) => {
      const at = this.#find(this.selected, sections);
      if (!at) return false;
      at.siblings.splice(at.index, 1);
      const next = at.siblings.slice(at.index).find(isSection) ?? at.siblings.filter(isSection).at(-1) ?? at.parent;
      return next ? keyOf(next) : null;
    });
  }

  addPages(pages, id = this.selected) {
    this.#change((section) => {
      const there = new Set(pagesIn(section));
      const own = section.items.filter((item) => item.page);
      const added = pages.filter((page) => !there.has(page)).map((page) => ({ page }));
      const place = (item) => this.store.place(item.page) ?? Infinity;
      const all = [...own, ...added].sort((a, b) => place(a) - place(b));
      section.items = [...all, ...section.items.filter(isSection)];
    }, id);
  }

  removePages(pages) {
    const gone = new Set(pages);
    this.#change((section) => { section.items = section.items.filter((item) => !gone.has(item.page)); });
  }

  // Before the section above, or after the one below; what is between are pages.
  up() {
    this.#shift(-1);
  }

  down() {
    this.#shift(1);
  }

  indent() {
    this.edit((sections) => {
      const at = this.#find(this.selected, sections);
      const above = at?.siblings.slice(0, at.index).filter(isSection).at(-1);
      if (!above) return false;
      at.siblings.splice(at.index, 1);
      above.items.push(at.section);
      this.closed.delete(keyOf(above));
      return keyOf(at.section);
    });
  }

  outdent() {
    this.edit((sections) => {
      const at = this.#find(this.selected, sections);
      if (!at?.parent) return false;
      const above = this.#find(keyOf(at.parent), sections);
      at.siblings.splice(at.index, 1);
      above.siblings.splice(above.index + 1, 0, at.section);
      return keyOf(at.section);
    });
  }

  place() {
    const at = this.#find(this.selected);
    return at && { title: titleOf(at.section) || say("untitled"), level: at.level, place: at.siblings.filter(isSection).indexOf(at.section) + 1 };
  }

  #shift(step) {
    this.edit((sections) => {
      const at = this.#find(this.selected, sections);
      if (!at) return false;
      const others = at.siblings.filter(isSection);
      const other = others[others.indexOf(at.section) + step];
      if (!other) return false;
      at.siblings.splice(at.index, 1);
      at.siblings.splice(at.siblings.indexOf(other) + (step > 0 ? 1 : 0), 0, at.section);
      return keyOf(at.section);
    });
  }

  #change(act, id = this.selected) {
    this.edit((sections) => {
      const at = this.#find(id, sections);
      if (!at) return false;
      act(at.section);
      return null;
    });
  }

  #find(id, sections = this.sections, parent = null, level = 1) {
    for (const [index, section] of sections.entries()) {
      if (!isSection(section)) continue;
      if (keyOf(section) === id) return { section, index, siblings: sections, parent, level };
      const found = this.#find(id, section.items, section, level + 1);
      if (found) return found;
    }
    return null;
  }

  #nodes(sections, level, parent) {
    return sections.filter(isSection).map((section) => {
      const id = keyOf(section);
      const row = { id, section, level, parent };
      this.rows.push(row);
      const node = element("li");
      node.dataset.section = id;
      node.role = "treeitem";
      node.tabIndex = -1;
      node.ariaLevel = String(level);
      const inside = section.items.filter(isSection);
      const open = !this.closed.has(id);
      if (inside.length) node.ariaExpanded = String(open);
      node.append(this.#row(section, inside.length ? open : null));
      if (inside.length && open) {
        const group = element("ul");
        group.role = "group";
        group.append(...this.#nodes(section.items, level + 1, row));
        node.append(group);
      }
      return node;
    });
  }

  #row(section, open) {
    const row = element("span", "tree-row");
    const twist = element("span", "twist", open === null ? "·" : open ? "▾" : "▸");
    twist.ariaHidden = "true";
    const words = element("span");
    words.append(element("strong", "", titleOf(section) || say("untitled")), element("small", "", this.#span(section)));
    row.append(twist, words);
    return row;
  }

  #span(section) {
    const pages = pagesIn(section).map((id) => this.store.page(id)).filter(Boolean);
    if (!pages.length) return section.items.length ? "" : say("noPages");
    const name = (page) => page.label || String(this.store.place(page.id) + 1);
    const [first, last] = [name(pages[0]), name(pages.at(-1))];
    return say("pagesOf", { count: pages.length, span: first === last ? first : `${first} – ${last}` });
  }

  #mark() {
    for (const node of this.list.querySelectorAll("[data-section]")) {
      const on = node.dataset.section === this.selected;
      node.tabIndex = on ? 0 : -1;
      node.ariaSelected = String(on);
    }
  }

  #click(event) {
    const node = event.target.closest("[data-section]");
    if (!node || this.dragged) return;
    if (event.target.closest(".twist") && node.ariaExpanded) this.#fold(node.dataset.section);
    this.focus(node.dataset.section);
  }

  // Keys act on what has the focus, however it came there.
  #enter(event) {
    const id = event.target.closest("[data-section]")?.dataset.section;
    if (!id || id === this.selected) return;
    this.selected = id;
    this.#mark();
    this.dispatchEvent(new Event("select"));
  }

  #key(event) {
    const at = this.rows.findIndex((row) => row.id === this.selected);
    const row = this.rows[at];
    if (!row || event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      const moves = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "outdent", ArrowRight: "indent" };
      if (!this.editable || !(event.key in moves)) return;
      this[moves[event.key]]();
      this.dispatchEvent(new Event("moved"));
      event.preventDefault();
      return;
    }
    const node = this.#node(row.id);
    const steps = {
      ArrowDown: () => this.rows[at + 1]?.id,
      ArrowUp: () => this.rows[at - 1]?.id,
      Home: () => this.rows[0].id,
      End: () => this.rows.at(-1).id,
      ArrowRight: () => (node.ariaExpanded === "false" ? this.#fold(row.id) : node.ariaExpanded && this.rows[at + 1].id),
      ArrowLeft: () => (node.ariaExpanded === "true" ? this.#fold(row.id) : row.parent?.id),
    };
    if (!(event.key in steps)) return;
    const to = steps[event.key]();
    if (to) this.focus(to);
    event.preventDefault();
  }

  #fold(id) {
    if (!this.closed.delete(id)) this.closed.add(id);
    this.show();
    return id;
  }

  #open(id) {
    for (let at = this.#find(id); at?.parent; at = this.#find(keyOf(at.parent))) this.closed.delete(keyOf(at.parent));
  }

  #node(id) {
    return this.list.querySelector(`[data-section="${CSS.escape(id)}"]`);
  }

  // A section is dragged above, below or, in the middle of a row, into another.
  #dragging() {
    let drag = null;
    const clear = () => drag?.row?.classList.remove("above", "below", "over");
    this.list.addEventListener("pointerdown", (event) => {
      const node = event.target.closest("[data-section]");
      if (!node || event.button || event.pointerType === "touch" || event.target.closest(".twist")) return;
      drag = { id: node.dataset.section, x: event.clientX, y: event.clientY };
    });
    addEventListener("pointermove", (event) => {
      if (!drag || (!drag.on && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < START)) return;
      drag.on = this.dragged = true;
      document.body.classList.add("dragging");
      clear();
      drag.row = document.elementFromPoint(event.clientX, event.clientY)?.closest(".tree-row");
      if (!drag.row) return;
      const box = drag.row.getBoundingClientRect();
      const part = (event.clientY - box.top) / box.height;
      drag.where = part < 0.3 ? "above" : part > 0.7 ? "below" : "over";
      drag.row.classList.add(drag.where);
    });
    addEventListener("pointerup", () => {
      if (!drag) return;
      clear();
      document.body.classList.remove("dragging");
      const target = drag.row?.parentElement.dataset.section;
      if (drag.on && target && target !== drag.id) this.#drop(drag.id, target, drag.where);
      drag = null;
      setTimeout(() => { this.dragged = false; });
    });
  }

  #drop(id, target, where) {
    this.edit((sections) => {
      const at = this.#find(id, sections);
      if (!at || this.#find(target, at.section.items)) return false;
      at.siblings.splice(at.index, 1);
      const to = this.#find(target, sections);
      if (where === "over") to.section.items.push(at.section);
      else to.siblings.splice(to.index + (where === "below" ? 1 : 0), 0, at.section);
      return id;
    });
    this.dispatchEvent(new Event("moved"));
  }
}

function isSection(item) {
  return Boolean(item.items);
}

// What a section was called before it was saved, it is called here for as long as the page is open.
function keyOf(section) {
  return section.fresh ?? section.id;
}
