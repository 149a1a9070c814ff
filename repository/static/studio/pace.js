// How long sending still takes, by what came through in the last half minute.

const WINDOW = 30_000;
const ENOUGH = 4000;

export class Pace {
  constructor() {
    this.samples = [];
  }

  // `sent` counts bytes that went over the line since the page was opened.
  note(sent, now = performance.now()) {
    const last = this.samples.at(-1);
    if (last && now - last.at < 500) return;
    this.samples.push({ at: now, sent });
    while (this.samples[0].at < now - WINDOW) this.samples.shift();
  }

  forget() {
    this.samples = [];
  }

  // Seconds for so many bytes; null while nothing can be said honestly.
  secondsFor(bytes, now = performance.now()) {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || now - first.at < ENOUGH) return null;
    const speed = (last.sent - first.sent) / ((now - first.at) / 1000);
    return speed > 0 ? bytes / speed : null;
  }
}
