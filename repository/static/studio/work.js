// A work in the studio: its pages live, further scans, better scans, trying again.

import { Pages } from "./pages.js";
import { Sender } from "./sender.js";
import { hideUnfinished, showUnfinished } from "./resuming.js";
import { acceptFiles, showSending } from "./uploads.js";
import { keepTwice, pageName } from "./work-uploads.js";
import { say } from "./words.js";

const root = document.getElementById("work");
const data = root.dataset;
const editable = Boolean(data.uploads);
const pages = new Pages(root, { reader: data.reader, act: editable ? act : null });
const sender = editable ? makeSender() : null;
const retryAll = root.querySelector("[data-retry-all]");

pages.onshow = ({ counts }) => {
  if (retryAll) retryAll.hidden = !counts.failed;
};
pages.show(JSON.parse(document.getElementById("status").textContent));
pages.watch(data.status);

function makeSender() {
  const made = new Sender({ begin: async () => data.uploads, largest: Number(data.largest), say });
  made.addEventListener("arrived", ({ detail }) => {
    hideUnfinished(root, detail.name);
    pages.now();
  });
  showSending(root, made, { name: (id) => pageName(pages, id), keep: (item) => keepTwice(made, pages, item) });
  showUnfinished(root, data.uploads);
  acceptFiles(root, ({ files }) => {
    for (const { name } of files) hideUnfinished(root, name);
    made.add(files);
  });
  return made;
}

function act(name, page) {
  if (name === "replace") replace(page);
  else if (name === "remove" && !confirm(say("removeSure", page))) return;
  else post(name === "remove" ? data.remove : data.retry, page);
}

function replace(page) {
  const input = document.createElement("input");
  input.type = "file";
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) sender.add([{ file, name: file.name }], { page: page.id });
  });
  input.click();
}

async function post(where, page) {
  await fetch(where, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ page: page.id }),
  });
  pages.now();
}
