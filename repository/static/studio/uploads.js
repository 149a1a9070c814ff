// What a curator sees of the sending: the place to drop files, each file, and the whole.

import { fromDrop, fromInput } from "./names.js";
import { say } from "./words.js";

const SHOWN = 30;

export function acceptFiles(root, take) {
  const place = root.querySelector("[data-drop]");
  if (!place) return;
  for (const input of place.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      take(fromInput(input));
      input.value = "";
    });
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

export function showSending(root, sender) {
  const section = root.querySelector("[data-sending]");
  const list = section.querySelector("[data-uploads]");
  const bar = section.querySelector("[data-whole]");
  const words = section.querySelector("[data-whole-words]");
  const resend = section.querySelector("[data-resend]");
  const started = { at: 0 };
  resend.querySelector("button").addEventListener("click", () => sender.sendAgain());
  let asked = false;
  sender.addEventListener("change", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      section.hidden = !sender.items.length;
      showWhole(sender, bar, words, started);
      resend.hidden = !sender.items.some((item) => item.state === "refused");
      showItems(sender, list);
    });
  });
  addEventListener("beforeunload", (event) => {
    if (sender.unfinished) event.preventDefault();
  });
}

function showWhole(sender, bar, words, started) {
  const items = sender.items;
  const bytes = items.reduce((sum, item) => sum + item.file.size, 0);
  const sent = items.reduce((sum, item) => sum + item.sent, 0);
  const done = items.filter((item) => item.state === "sent").length;
  bar.value = bytes ? sent / bytes : 0;
  words.textContent = say("files", { done, total: items.length }) + remaining(sender, bytes, sent, started);
}

function remaining(sender, bytes, sent, started) {
  if (!sender.unfinished) {
    started.at = 0;
    return "";
  }
  if (!started.at) Object.assign(started, { at: performance.now(), from: sent });
  const seconds = (performance.now() - started.at) / 1000;
  const speed = (sent - started.from) / seconds;
  if (seconds < 5 || speed <= 0) return "";
  return ` · ${say("remaining", { minutes: Math.max(1, Math.ceil((bytes - sent) / speed / 60)) })}`;
}

function showItems(sender, list) {
  const open = sender.items.filter((item) => item.state !== "sent");
  const first = [...open].sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN);
  const rows = first.map((item) => {
    item.row ??= makeRow(sender, item);
    update(item);
    return item.row;
  });
  if (rows.length !== list.children.length || rows.some((row, i) => row !== list.children[i])) {
    list.replaceChildren(...rows);
  }
}

function rank(item) {
  return ["refused", "sending", "waiting"].indexOf(item.state);
}

function makeRow(sender, item) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = item.name;
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", item.name);
  const words = document.createElement("span");
  words.className = "words";
  const forget = document.createElement("button");
  forget.type = "button";
  forget.className = "plain";
  forget.textContent = say("forget");
  forget.setAttribute("aria-label", `${say("forget")}: ${item.name}`);
  forget.addEventListener("click", () => sender.forget(item));
  row.append(name, bar, words, forget);
  return row;
}

function update(item) {
  const [, bar, words, forget] = item.row.children;
  item.row.dataset.state = item.state;
  bar.hidden = item.state === "refused";
  bar.max = Math.max(1, item.file.size);
  bar.value = item.sent;
  const text = item.words || say(item.state);
  if (words.textContent !== text) words.textContent = text;
  forget.hidden = item.state !== "refused";
}
