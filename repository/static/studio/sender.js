// Sends one file per request, a few at a time, and goes on when the line comes back.

const AT_ONCE = 3;
const MOST_TRIES = 12;
const PASSING = new Set([0, 429, 502, 503, 504]);
const LONGEST_PAUSE = 30_000;

export class Sender extends EventTarget {
  // `address(item)` is where an item goes now, null while it has to wait for the first one.
  constructor({ address, largest, say }) {
    super();
    this.address = address;
    this.largest = largest;
    this.say = say;
    this.items = [];
    this.sending = 0;
  }

  add(files, extra = {}) {
    for (const { file, name } of files) {
      const item = { file, name, sent: 0, state: "waiting", words: "", tries: 0, ...extra };
      this.items.push(item);
      if (file.size > this.largest) this.#refuse(item, this.say("tooLarge"));
    }
    this.#changed();
    this.#go();
  }

  sendAgain() {
    for (const item of this.items.filter((each) => each.state === "refused")) {
      Object.assign(item, { state: "waiting", sent: 0, tries: 0, words: "" });
    }
    this.#changed();
    this.#go();
  }

  forget(item) {
    this.items = this.items.filter((each) => each !== item);
    this.#changed();
  }

  get unfinished() {
    return this.items.some((item) => item.state === "waiting" || item.state === "sending");
  }

  #go() {
    while (this.sending < AT_ONCE) {
      const item = this.items.find((each) => each.state === "waiting");
      const address = item && this.address(item);
      if (!address) return;
      this.sending += 1;
      item.state = "sending";
      this.#send(item, address).finally(() => {
        this.sending -= 1;
        this.#changed();
        this.#go();
      });
    }
  }

  async #send(item, address) {
    for (;;) {
      const { status, body } = await this.#post(item, address);
      if (status >= 200 && status < 300 && body) {
        item.state = "sent";
        item.sent = item.file.size;
        this.dispatchEvent(new CustomEvent("arrived", { detail: { item, body } }));
        return;
      }
      item.tries += 1;
      if (!PASSING.has(status) || item.tries >= MOST_TRIES) {
        this.#refuse(item, body?.error ?? this.say("unknown"));
        return;
      }
      if (!(await isReadable(item.file))) {
        this.#refuse(item, this.say("gone"));
        return;
      }
      item.sent = 0;
      item.words = this.say("offline");
      this.#changed();
      await this.#pause(Math.min(LONGEST_PAUSE, 1000 * 2 ** (item.tries - 1)));
      item.words = "";
    }
  }

  #post(item, address) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.responseType = "json";
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.onprogress = (event) => {
        item.sent = Math.min(event.loaded, item.file.size);
        this.#changed();
      };
      request.onloadend = () => resolve({ status: request.status, body: request.response });
      request.send(item.file);
    });
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      addEventListener("online", wake, { once: true });
    });
  }

  #refuse(item, words) {
    Object.assign(item, { state: "refused", words });
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

async function isReadable(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
