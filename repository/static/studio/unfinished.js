// What the server has of this work's files: begun and not finished, or finished already.

export function markOf({ file, name, page }) {
  return [name.slice(-200), file.size, file.lastModified, page ?? ""].join("|");
}

export class Unfinished {
  constructor() {
    this.open = new Map();
    this.done = new Map();
  }

  // Once for each work; files that are sent later are known from their sending.
  read(address) {
    this.reading ??= this.#fetch(address).catch(() => {
      this.reading = null;
    });
    return this.reading;
  }

  async #fetch(address) {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    if (response.ok) this.fill(await response.json());
  }

  fill({ unfinished, finished }) {
    for (const each of [...unfinished].reverse()) if (each.mark) this.open.set(each.mark, each);
    for (const each of finished) if (each.mark) this.done.set(each.mark, each);
  }

  isDone(item) {
    return this.done.has(markOf(item));
  }

  pageOf(item) {
    return this.done.get(markOf(item))?.page ?? "";
  }

  take(item) {
    const mark = markOf(item);
    const known = this.open.get(mark);
    this.open.delete(mark);
    return known;
  }

  keep(item, address) {
    if (address) this.open.set(markOf(item), { mark: markOf(item), address, offset: item.sent });
  }
}
