// What is being saved, what others did, what was refused: on the page, and read out.

import { element } from "./element.js";
import { say } from "../words.js";

export class Status {
  constructor(root, store) {
    this.line = root.querySelector("[data-saved]");
    this.live = root.querySelector("[data-live]");
    this.news = root.querySelector("[data-news]");
    this.refusal = root.querySelector("[data-refusal]");
    this.store = store;
    store.addEventListener("saving", () => this.#line("saving", say("saving")));
    store.addEventListener("saved", () => this.#saved());
    store.addEventListener("offline", () => this.#line("offline", say("notSaved")));
    store.addEventListener("news", (event) => this.#news(event.detail));
    store.addEventListener("refused", (event) => this.#refused(event.detail));
    this.#saved();
    addEventListener("beforeunload", (event) => {
      if (store.pending || store.held) event.preventDefault();
    });
  }

  say(words) {
    this.live.textContent = "";
    requestAnimationFrame(() => { this.live.textContent = words; });
  }

  #saved() {
    const { last } = this.store.state;
    this.#line("saved", last ? say(last.who ? "savedBy" : "savedAt", last) : "");
  }

  #line(state, words) {
    this.line.dataset.state = state;
    this.line.textContent = words;
  }

  #news(news) {
    const words = news.map(({ who, when, words: changes }) => `${say("othersDid", { who, when })} ${changes.join(". ")}`);
    this.news.hidden = false;
    const close = button(say("understood"), () => { this.news.hidden = true; });
    this.news.replaceChildren(...words.map((text) => element("p", "", text)), close);
    this.say(words.join(" "));
    this.#saved();
  }

  #refused({ error, collides, jobs, news }) {
    const parts = [element("p", "", error || say("notTaken"))];
    for (const { who, when, words } of news) {
      parts.push(element("p", "", `${say("othersDid", { who, when })} ${words.join(". ")}`));
    }
    const held = Boolean(this.store.held);
    if (held) {
      const list = element("ul");
      list.append(...jobs.map(({ change }) => element("li", "", say(`change-${change.kind}`, { count: change.pages?.length ?? 0 }))));
      parts.push(element("p", "", say(collides ? "collides" : "yoursWaits")), list);
    }
    const actions = element("p", "actions");
    if (held && !collides) actions.append(button(say("makeNow"), () => this.#close(() => this.store.again())));
    actions.append(button(say(held ? "leaveIt" : "understood"), () => this.#close(() => held && this.store.leave())));
    parts.push(actions);
    this.refusal.hidden = false;
    this.refusal.replaceChildren(...parts);
    this.refusal.focus();
    this.#line("refused", say("notSavedYet"));
  }

  #close(then) {
    this.refusal.hidden = true;
    this.#saved();
    then();
  }
}

function button(words, act) {
  const made = element("button", "button quiet", words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
