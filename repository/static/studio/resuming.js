// Uploads of this work that were begun and not finished: what there is, and how to go on or not.

import { say } from "./words.js";

export async function showUnfinished(root, address) {
  const section = root.querySelector("[data-unfinished]");
  if (!section || !address) return;
  const response = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!response?.ok) return;
  const { unfinished } = await response.json();
  const order = new Intl.Collator(undefined, { numeric: true });
  unfinished.sort((a, b) => order.compare(a.name, b.name));
  const list = section.querySelector("ul");
  list.replaceChildren(...unfinished.map((each) => row(section, list, each)));
  section.hidden = !unfinished.length;
}

// What is being sent again is no longer one of those that wait.
export function hideUnfinished(root, name) {
  const section = root.querySelector("[data-unfinished]");
  if (!section || section.hidden) return;
  for (const item of section.querySelectorAll("li")) if (item.dataset.name === name) item.remove();
  section.hidden = !section.querySelector("li");
}

function row(section, list, upload) {
  const item = document.createElement("li");
  item.dataset.name = upload.name;
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = upload.name;
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", upload.name);
  bar.max = Math.max(1, upload.size);
  bar.value = upload.offset;
  const words = document.createElement("span");
  words.className = "words";
  const percent = `${Math.floor((100 * upload.offset) / Math.max(1, upload.size))} %`;
  words.textContent = say("keptUntil", { percent, date: new Date(upload.expires).toLocaleDateString(document.documentElement.lang) });
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "plain";
  remove.textContent = say("drop");
  remove.setAttribute("aria-label", `${say("drop")}: ${upload.name}`);
  remove.addEventListener("click", async () => {
    const headers = { "Tus-Resumable": "1.0.0", Accept: "application/json" };
    const response = await fetch(upload.address, { method: "DELETE", headers });
    if (!response.ok && response.status !== 404 && response.status !== 410) return;
    item.remove();
    section.hidden = !list.children.length;
  });
  item.append(name, bar, words, remove);
  return item;
}
