// Sends files by tus, a few at a time; goes on when the line, the server or the curator comes back.

import { markOf, Unfinished } from "./unfinished.js";

const AT_ONCE = 3;
const CHUNK = 32 << 20;
const DELAYS = [1, 2, 3, 5, 8, 13, 20, ...Array(40).fill(30)].map((seconds) => seconds * 1000);
const PASSING = new Set([0, 409, 423, 429, 460, 500, 502, 503, 504, 507]);

export class Sender extends EventTarget {
  // `begin(item)` promises the address of the work's uploads; the first item may make the work.
  constructor({ begin, largest, say }) {
    super();
    this.begin = begin;
    this.largest = largest;
    this.say = say;
    this.items = [];
    this.active = new Set();
    this.paused = false;
    this.unfinished = new Unfinished();
    addEventListener("online", () => this.#hurry());
  }

  get busy() {
    return this.items.some((item) => item.state === "waiting" || item.state === "sending");
  }

  add(files, extra = {}) {
    for (const { file, name } of files) {
      const item = { file, name, sent: 0, had: 0, state: "waiting", words: "", key: randomKey(), ...extra };
      this.items.push(item);
      if (file.size > this.largest) this.#refuse(item, this.say("tooLarge"));
    }
    this.#changed();
    this.#go();
  }

  sendAgain() {
    for (const item of this.items.filter((each) => each.state === "refused")) {
      Object.assign(item, { state: "waiting", words: "", key: randomKey() });
    }
    this.#changed();
    this.#go();
  }

  forget(item) {
    this.items = this.items.filter((each) => each !== item);
    this.#changed();
  }

  pause() {
    this.paused = true;
    for (const item of this.active) item.stop?.();
    this.#changed();
  }

  resume() {
    this.paused = false;
    this.#changed();
    this.#go();
  }

  #go() {
    while (!this.paused && this.active.size < AT_ONCE) {
      const item = this.items.find((each) => each.state === "waiting");
      if (!item) return;
      item.state = "sending";
      this.active.add(item);
      this.#send(item).finally(() => {
        this.active.delete(item);
        this.#changed();
        this.#go();
      });
    }
  }

  async #send(item) {
    try {
      const address = await this.begin(item);
      await this.unfinished.read(address);
      if (item.state !== "sending") return;
      if (this.paused) item.state = "waiting";
      else if (this.unfinished.isDone(item)) this.#arrived(item, "same", this.unfinished.pageOf(item));
      else await this.#upload(item, address);
    } catch (error) {
      this.#refuse(item, error.message || this.say("unknown"));
    }
  }

  #upload(item, endpoint) {
    return new Promise((resolve) => {
      const known = this.unfinished.take(item);
      item.had = known?.offset ?? 0;
      const upload = new globalThis.tus.Upload(item.file, {
        endpoint,
        uploadUrl: known?.address ?? null,
        chunkSize: CHUNK,
        retryDelays: DELAYS,
        storeFingerprintForResuming: false,
        headers: { Accept: "application/json" },
        metadata: metadata(item),
        onProgress: (sent) => {
          Object.assign(item, { sent, words: "" });
          this.#changed();
        },
        onShouldRetry: (error) => this.#mayRetry(item, error),
        onError: (error) => {
          // Whoever signs in again and sends what was not taken goes on where it was.
          this.unfinished.keep(item, upload.url);
          this.#refuse(item, wordsOf(error) || this.say(statusOf(error) ? "unknown" : "stillOffline"));
          resolve();
        },
        onSuccess: ({ lastResponse }) => {
          this.#arrived(item, lastResponse.getHeader("Upload-Outcome"), lastResponse.getHeader("Upload-Page"));
          item.address = upload.url;
          resolve();
        },
      });
      item.stop = () => {
        upload.abort();
        this.unfinished.keep(item, upload.url);
        if (item.state === "sending") item.state = "waiting";
        resolve();
      };
      item.hurry = () => upload.abort().then(() => item.state === "sending" && !this.paused && upload.start());
      upload.start();
    });
  }

  #mayRetry(item, error) {
    const status = statusOf(error);
    if (!PASSING.has(status)) return false;
    item.words = this.say(status === 0 ? "offline" : status === 423 ? "busy" : status === 507 ? "full" : "later");
    item.waits = true;
    this.#changed();
    if (status === 0) this.#checkReadable(item);
    return true;
  }

  async #checkReadable(item) {
    try {
      await item.file.slice(0, 1).arrayBuffer();
    } catch {
      item.stop();
      this.#refuse(item, this.say("gone"));
      this.#changed();
    }
  }

  #hurry() {
    for (const item of this.active) if (item.words) item.hurry?.();
  }

  #arrived(item, outcome, page) {
    Object.assign(item, { state: outcome === "already" ? "already" : "sent", outcome, made: page, words: "" });
    item.sent = item.file.size;
    this.dispatchEvent(new CustomEvent("arrived", { detail: item }));
  }

  #refuse(item, words) {
    Object.assign(item, { state: "refused", words });
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

function metadata(item) {
  const told = { filename: item.name, mark: markOf(item), key: item.key };
  return item.page ? { ...told, page: item.page } : told;
}

function statusOf(error) {
  return error.originalResponse?.getStatus() ?? 0;
}

function wordsOf(error) {
  try {
    return JSON.parse(error.originalResponse.getBody()).error ?? "";
  } catch {
    return "";
  }
}

export function randomKey() {
  // Browsers keep randomUUID to themselves on plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
