// Dragging pages with the mouse or a pen: an insertion mark in the grid, or a drop on a section.

import { element } from "./element.js";
import { say } from "../words.js";

const START = 6;
const EDGE = 90;
const FAST = 22;

// `drop(pages, before)` moves them; `targets` are further places: { selector, drop(pages, element) }.
export function dragPages(grid, { drop, targets = [] }) {
  const { list } = grid;
  const mark = element("span", "insertion");
  mark.hidden = true;
  list.after(mark);
  let drag = null;

  list.addEventListener("dragstart", (event) => event.preventDefault());
  list.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest("[data-page]");
    if (!cell || event.button || event.pointerType === "touch" || event.shiftKey || event.ctrlKey || event.metaKey) return;
    drag = { cell, x: event.clientX, y: event.clientY, on: false };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("keydown", cancel, true);
  });

  function move(event) {
    if (!drag.on) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < START) return;
      begin();
    }
    drag.x = event.clientX;
    drag.y = event.clientY;
    drag.ghost.style.translate = `${drag.x + 14}px ${drag.y + 14}px`;
    aim();
  }

  function begin() {
    const id = drag.cell.dataset.page;
    if (!grid.selected.has(id)) grid.select([id]);
    drag.on = grid.dragged = true;
    drag.pages = grid.chosen;
    drag.ghost = element("span", "ghost", say("dragged", { count: drag.pages.length }));
    document.body.append(drag.ghost);
    document.body.classList.add("dragging");
    scroll();
  }

  function aim() {
    const under = document.elementFromPoint(drag.x, drag.y);
    drag.over?.classList.remove("over");
    drag.over = drag.target = null;
    for (const target of targets) {
      const found = under?.closest(target.selector);
      if (!found) continue;
      Object.assign(drag, { over: found, target });
      found.classList.add("over");
    }
    const cell = drag.target ? null : under?.closest("[data-page]");
    if (cell?.parentElement === list) place(cell);
    else if (drag.target || !under?.closest("[data-grid-area]")) hide();
  }

  function place(cell) {
    const box = cell.getBoundingClientRect();
    const after = drag.x > box.left + box.width / 2;
    const next = after ? cell.nextElementSibling : cell;
    drag.before = next?.dataset.page ?? null;
    drag.placed = true;
    const area = mark.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
    mark.hidden = false;
    mark.style.translate = `${(after ? box.right + 5 : box.left - 8) - area.left}px ${box.top - area.top}px`;
    mark.style.height = `${box.height}px`;
  }

  function hide() {
    mark.hidden = true;
    drag.placed = false;
  }

  // Near an edge of the window the page scrolls by itself.
  function scroll() {
    if (!drag?.on) return;
    const near = drag.y < EDGE ? drag.y - EDGE : Math.max(0, drag.y - innerHeight + EDGE);
    if (near) {
      scrollBy(0, (near / EDGE) * FAST);
      aim();
    }
    requestAnimationFrame(scroll);
  }

  function end() {
    const { on, placed, target, over, pages, before } = drag;
    stop();
    if (!on) return;
    if (target) target.drop(pages, over);
    else if (placed) drop(pages, before);
  }

  function cancel(event) {
    if (event.key !== "Escape" || !drag?.on) return;
    event.stopPropagation();
    stop();
  }

  function stop() {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("keydown", cancel, true);
    drag.over?.classList.remove("over");
    drag.ghost?.remove();
    document.body.classList.remove("dragging");
    mark.hidden = true;
    drag = null;
    // The click that ends a drag chooses nothing.
    setTimeout(() => { grid.dragged = false; });
  }
}
