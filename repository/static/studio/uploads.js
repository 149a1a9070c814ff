// What a curator sees of the sending: the place to drop files, each file, and the whole.

import { fromDrop, fromInput } from "./names.js";
import { Pace } from "./pace.js";
import { say } from "./words.js";

const SHOWN = 30;
const RANKS = ["refused", "already", "sending", "waiting"];

export function acceptFiles(root, take) {
  const place = root.querySelector("[data-drop]");
  if (!place) return;
  for (const input of place.querySelectorAll("input[type=file]")) {
    const accept = () => {
      take(fromInput(input));
      input.value = "";
    };
    input.addEventListener("change", accept);
    // On a slow line files may be chosen before this script has come.
    if (input.files.length) accept();
  }
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", async (event) => {
    event.preventDefault();
    place.classList.remove("over");
    take(await fromDrop(event.dataTransfer));
  });
}

// `name(page)` says which page an id is; `keep(item)` makes a page of a file that is there already.
export function showSending(root, sender, { name, keep }) {
  const section = root.querySelector("[data-sending]");
  const parts = Object.fromEntries(
    ["uploads", "whole", "whole-words", "resend", "pause"].map((part) => [part, section.querySelector(`[data-${part}]`)]),
  );
  const pace = new Pace();
  const show = () => {
    section.hidden = !sender.items.length;
    showWhole(sender, parts, pace);
    showItems(sender, parts.uploads, { name, keep });
  };
  let asked = false;
  sender.addEventListener("change", () => {
    if (asked) return;
    asked = true;
    // A page in the background paints no frames, but its title may be looked at.
    setTimeout(() => {
      asked = false;
      show();
    }, 100);
  });
  parts.resend.querySelector("button").addEventListener("click", () => sender.sendAgain());
  parts.pause.addEventListener("click", () => {
    pace.forget();
    if (sender.paused) sender.resume();
    else sender.pause();
  });
  setInterval(() => sender.busy && show(), 1000);
  addEventListener("beforeunload", (event) => {
    if (sender.busy) event.preventDefault();
  });
}

function showWhole(sender, parts, pace) {
  const items = sender.items.filter((item) => item.state !== "refused");
  const sum = (of) => items.reduce((total, item) => total + of(item), 0);
  const bytes = sum((item) => item.file.size);
  const sent = sum((item) => item.sent);
  const done = items.filter((item) => item.state === "sent" || item.state === "already").length;
  pace.note(sum((item) => (item.outcome === "same" && !item.address ? 0 : Math.max(0, item.sent - item.had))));
  parts.whole.value = bytes ? sent / bytes : Number(done > 0);
  const words = [say("files", { done, total: sender.items.length })];
  if (sender.busy) words.push(sender.paused ? say("paused") : remaining(pace.secondsFor(bytes - sent)));
  parts["whole-words"].textContent = words.filter(Boolean).join(" · ");
  parts.resend.hidden = !sender.items.some((item) => item.state === "refused");
  parts.pause.hidden = !sender.busy;
  parts.pause.textContent = say(sender.paused ? "goOn" : "pause");
}

function remaining(seconds) {
  if (seconds === null) return "";
  if (seconds < 60) return say("soon");
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return say("remaining", { minutes });
  return say("remainingHours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

function showItems(sender, list, also) {
  const open = sender.items.filter((item) => item.state !== "sent");
  const first = open.sort((a, b) => RANKS.indexOf(a.state) - RANKS.indexOf(b.state)).slice(0, SHOWN);
  const rows = first.map((item) => {
    item.row ??= makeRow(sender, item, also);
    update(item, also);
    return item.row;
  });
  if (rows.length !== list.children.length || rows.some((row, i) => row !== list.children[i])) {
    list.replaceChildren(...rows);
  }
}

function makeRow(sender, item, { keep }) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = item.name;
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", item.name);
  const words = document.createElement("span");
  words.className = "words";
  const choices = document.createElement("span");
  choices.className = "choices";
  choices.append(
    button("keepTwice", item, () => keep(item)),
    button("forget", item, () => sender.forget(item)),
  );
  row.append(name, bar, words, choices);
  return row;
}

function button(key, item, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain";
  made.textContent = say(key);
  made.setAttribute("aria-label", `${say(key)}: ${item.name}`);
  made.addEventListener("click", act);
  return made;
}

function update(item, { name }) {
  const [, bar, words, choices] = item.row.children;
  item.row.dataset.state = item.state;
  bar.hidden = item.state === "refused" || item.state === "already";
  bar.max = Math.max(1, item.file.size);
  bar.value = item.sent;
  const text = item.state === "already" ? say("already", name(item.made)) : item.words || say(item.state);
  if (words.textContent !== text) words.textContent = text;
  const [twice, forget] = choices.children;
  twice.hidden = item.state !== "already";
  forget.hidden = item.state !== "refused" && item.state !== "already";
}
