// The arrangement of a work: shown at once as it is changed, saved one change after the other.

import { apply } from "./apply.js";
import { allSections } from "./sections.js";

const OFTEN = 1500;
const SELDOM = 6000;
const LATER = 3000;
// What only this page knows of a change.
const OURS = new Set(["shown", "fresh"]);

// Tells "change" when there is something new to show, "saved" and "saving", "news" of what others
// did ({ detail: [{ who, when, words }] }), "refused" ({ detail: { error, collides, jobs } }).
export class Store extends EventTarget {
  constructor(address, state) {
    super();
    this.address = address;
    this.waiting = [];
    this.past = [];
    this.future = [];
    this.#take(state);
  }

  get pending() {
    return this.waiting.length > 0;
  }

  page(id) {
    return this.byId.get(id);
  }

  place(id) {
    return this.places.get(id);
  }

  // What was chosen, in the order of the book.
  inOrder(ids) {
    return [...ids].filter((id) => this.places.has(id)).sort((a, b) => this.places.get(a) - this.places.get(b));
  }

  change(change, undoing = null) {
    this.waiting.push({ change, undoing });
    this.#remember(change);
    apply(this.state, change);
    this.#index();
    this.dispatchEvent(new Event("change"));
    this.dispatchEvent(new Event("saving"));
    if (!this.sending && !this.held) this.#send();
  }

  undo() {
    this.#travel(this.past, this.future);
  }

  redo() {
    this.#travel(this.future, this.past);
  }

  // After a refusal: make the changes on top of what stands there now, or leave them.
  again() {
    const jobs = this.held ?? [];
    this.held = null;
    for (const { change, undoing } of jobs) this.change(change, undoing);
  }

  leave() {
    this.held = null;
    this.now();
  }

  watch() {
    this.timer = setTimeout(() => this.#ask(), document.hidden ? SELDOM : OFTEN);
  }

  now() {
    clearTimeout(this.timer);
    this.#ask();
  }

  get undoable() {
    return this.past.length > 0 || this.pending;
  }

  // What is being saved can be undone once it is.
  #travel(from, to) {
    if (this.pending) {
      this.then = () => this.#travel(from, to);
      return;
    }
    const version = from.pop();
    if (version !== undefined) this.change({ kind: "restore", version, what: "order" }, to);
  }

  async #send() {
    this.sending = true;
    while (this.waiting.length && !this.held) {
      const job = this.waiting[0];
      const before = this.state.version;
      const answer = await this.#post(job.change);
      if (!answer) {
        this.dispatchEvent(new Event("offline"));
        await new Promise((resolve) => setTimeout(resolve, LATER));
        continue;
      }
      const { status, body } = answer;
      if (status === 200) this.#made(job, before, body);
      else this.#refused(status, body);
    }
    this.sending = false;
  }

  #made(job, before, body) {
    this.waiting.shift();
    const foreign = body.news.length > 0;
    if (body.version !== this.state.version && !foreign) (job.undoing ?? this.past).push(before);
    if (!job.undoing) this.future.length = 0;
    if (this.waiting.length) {
      // Later changes are on the screen already: only what they need is taken over.
      Object.assign(this.state, { revision: body.revision, version: body.version });
      this.tag = "";
      return;
    }
    this.#name(body.sections);
    this.#show(body);
    this.dispatchEvent(new Event("saved"));
    const then = this.then;
    this.then = null;
    then?.();
  }

  #refused(status, body) {
    const jobs = this.waiting;
    this.waiting = [];
    this.then = null;
    this.held = status === 409 ? jobs : null;
    const error = body?.error ?? "";
    if (body?.pages) this.#show(body);
    else this.now();
    this.dispatchEvent(new CustomEvent("refused", { detail: { error, collides: body?.collides ?? true, jobs, news: body?.news ?? [] } }));
  }

  async #post(change) {
    try {
      const response = await fetch(`${this.address}?since=${this.state.version}`, {
        method: "POST",
        headers: { Accept: "application/json", "Content-Type": "application/json" },
        body: JSON.stringify({ revision: this.state.revision, change }, (name, value) => (OURS.has(name) ? undefined : value)),
      });
      if ([502, 503, 504].includes(response.status)) return null;
      return { status: response.status, body: await response.json().catch(() => null) };
    } catch {
      return null;
    }
  }

  async #ask() {
    clearTimeout(this.timer);
    const asked = this.state.version;
    if (!this.pending && !this.held) {
      try {
        const headers = { Accept: "application/json", ...(this.tag && { "If-None-Match": `"${this.tag}"` }) };
        const response = await fetch(`${this.address}?since=${asked}`, { headers, cache: "no-store" });
        // What was changed here meanwhile is newer than this answer.
        if (response.ok && !this.pending && !this.held && asked === this.state.version) {
          this.tag = (response.headers.get("ETag") ?? "").replaceAll('"', "").replace(/^W\//, "");
          this.#show(await response.json());
        }
      } catch {
        // The line is away; the next time may be better.
      }
    }
    this.watch();
  }

  #show(state) {
    const news = state.news ?? [];
    if (state.version !== this.state.version) this.tag = "";
    this.#take(state);
    if (news.length) {
      // What could be undone here lies below what others did: their work is not undone with it.
      this.past.length = 0;
      this.future.length = 0;
      this.dispatchEvent(new CustomEvent("news", { detail: news }));
    }
    this.dispatchEvent(new Event("change"));
  }

  #take(state) {
    this.state = state;
    this.#index();
    for (const section of allSections(state.sections)) section.fresh = this.named?.get(section.id);
    for (const [id, { image, degrees }] of this.turned ?? []) {
      const page = this.page(id);
      if (page?.image === image) page.ahead = degrees;
      else this.turned.delete(id);
    }
  }

  // Sections made here have got their ids: each keeps the name that it had on this page before, so
  // that what is chosen, folded or has the focus stays so.
  #name(sections) {
    this.named ??= new Map();
    const ours = allSections(this.state.sections);
    allSections(sections).forEach(({ id }, place) => {
      const mine = ours[place];
      if (mine?.fresh && !mine.id) this.named.set(id, mine.fresh);
    });
  }

  // A turned picture takes a while to be made: until then the former one is shown turned.
  #remember(change) {
    this.turned ??= new Map();
    if (change.kind === "restore") this.turned.clear();
    if (change.kind !== "turn") return;
    for (const page of change.pages.map((id) => this.page(id)).filter(Boolean)) {
      this.turned.set(page.id, { image: page.image, degrees: ((page.ahead ?? 0) + change.degrees) % 360 });
    }
  }

  #index() {
    this.byId = new Map(this.state.pages.map((page) => [page.id, page]));
    this.places = new Map(this.state.pages.map((page, place) => [page.id, place]));
  }
}
