// The pages of a work as they stand, asked for again while something is going on.

import { say } from "./words.js";

const OFTEN = 1000;
const SELDOM = 5000;
const WHOLE = 60_000;

export class Pages {
  // `act(name, page)` does what a curator chose: "retry", "replace" or "remove".
  constructor(root, { reader, act }) {
    this.section = root.querySelector("[data-pages]");
    this.grid = root.querySelector("[data-grid]");
    this.bar = root.querySelector("[data-ready]");
    this.words = root.querySelector("[data-ready-words]");
    this.reader = reader;
    this.act = act;
    this.cells = new Map();
    this.text = "";
    this.pages = [];
    this.since = "";
    this.wholeAt = 0;
  }

  watch(address) {
    this.address = address;
    this.#ask();
  }

  // Asks for what is new since the answer before; now and then, and when pages are gone, for all.
  async #ask() {
    clearTimeout(this.timer);
    let pause = SELDOM;
    try {
      await this.#read();
      pause = this.busy ? OFTEN : SELDOM;
    } catch {
      // The line is away; the next time may be better.
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), document.hidden ? SELDOM : pause);
  }

  async #read() {
    const whole = !this.since || performance.now() - this.wholeAt > WHOLE;
    const address = whole ? this.address : `${this.address}?since=${this.since}`;
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    if (!response.ok) return;
    const status = await response.json();
    this.since = response.headers.get("X-Since");
    if (whole) this.wholeAt = performance.now();
    this.#take(whole ? status : this.#merged(status));
  }

  #take(status) {
    if (!status) {
      this.since = "";
      this.busy = true;
      return;
    }
    const text = JSON.stringify(status);
    if (text === this.text) return;
    this.text = text;
    this.show(status);
  }

  // The pages as they are known, with those that changed; null when some must be gone.
  #merged(news) {
    const pages = new Map(this.pages.map((page) => [page.id, page]));
    for (const page of news.pages) pages.set(page.id, page);
    const total = Object.values(news.counts).reduce((sum, count) => sum + count, 0);
    if (pages.size !== total) return null;
    return { ...news, pages: [...pages.values()].sort((a, b) => a.position - b.position) };
  }

  now() {
    this.#ask();
  }

  show(status) {
    const { counts, pages } = status;
    this.pages = pages;
    this.busy = counts.waiting + counts.running > 0;
    this.section.hidden = !pages.length;
    this.bar.value = pages.length ? counts.done / pages.length : 0;
    this.words.textContent = summary(counts, pages.length);
    const cells = pages.map((page) => this.#cell(page));
    if (cells.length !== this.grid.children.length || cells.some((cell, i) => cell !== this.grid.children[i])) {
      this.grid.replaceChildren(...cells);
    }
    const there = new Set(pages.map((page) => page.id));
    for (const id of this.cells.keys()) if (!there.has(id)) this.cells.delete(id);
    this.onshow?.(status);
  }

  #cell(page) {
    const text = JSON.stringify(page);
    const known = this.cells.get(page.id);
    if (known?.text === text) return known.cell;
    const cell = known?.cell ?? document.createElement("li");
    cell.dataset.state = page.state;
    cell.dataset.page = page.id;
    const number = known?.number ?? 0;
    cell.replaceChildren(this.#picture(page), ...this.#about(page));
    this.cells.set(page.id, { text, cell, number });
    return cell;
  }

  #picture(page) {
    const frame = element(page.thumbnail ? "a" : "span", "frame");
    if (!page.thumbnail) {
      frame.append(element("span", "badge " + page.state, say(page.state)));
      return frame;
    }
    frame.href = `${this.reader}#${page.position}`;
    const image = element("img");
    const { url, width, height } = page.thumbnail;
    Object.assign(image, { loading: "lazy", src: url, width, height, alt: say("zoom", page) });
    frame.append(image);
    return frame;
  }

  #about(page) {
    const title = element("p", "title");
    title.append(element("b", "", String(page.position)), " ", element("span", "name", page.name));
    const parts = [title];
    if (page.state !== "done" && page.thumbnail) parts.push(element("p", "state", say(page.state)));
    if (page.reason) parts.push(element("p", "reason", page.reason));
    if (this.act) parts.push(this.#choices(page));
    return parts;
  }

  #choices(page) {
    const choices = element("p", "choices");
    const names = page.state === "failed" ? ["retry", "replace", "remove"] : ["replace", "remove"];
    for (const name of names) {
      const button = element("button", "plain", say(name));
      button.type = "button";
      button.setAttribute("aria-label", `${say(name)}: ${page.position}, ${page.name}`);
      button.addEventListener("click", () => this.act(name, page));
      choices.append(button);
    }
    return choices;
  }
}

function summary(counts, total) {
  const parts = [counts.done === total ? say("allReady", { total }) : say("ready", { done: counts.done, total })];
  if (counts.failed) parts.push(say("someFailed", { failed: counts.failed }));
  return parts.join(" · ");
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
