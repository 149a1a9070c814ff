// A new work: the draft appears with the first file, the others follow it.

import { Pages } from "./pages.js";
import { Sender } from "./sender.js";
import { acceptFiles, showSending } from "./uploads.js";
import { say } from "./words.js";

const root = document.getElementById("new");
if (root) start();

function start() {
  const form = root.querySelector("[data-about]");
  const made = root.querySelector("[data-made]");
  const key = crypto.randomUUID?.() ?? fallbackKey();
  let pages = null;
  let draft = null;
  let first = null;
  let folder = "";

  function address(item) {
    if (draft) return `${draft.files}?${new URLSearchParams({ name: item.name })}`;
    if (first && first.state === "sending") return null;
    first = item;
    const about = Object.fromEntries(new FormData(form));
    return `${root.dataset.create}?${new URLSearchParams({ ...about, key, folder, name: item.name })}`;
  }

  const sender = new Sender({ address, largest: Number(root.dataset.largest), say });
  sender.addEventListener("arrived", ({ detail: { body } }) => {
    if (draft) {
      pages.now();
      return;
    }
    draft = body;
    form.inert = true;
    made.hidden = false;
    made.querySelector("a").href = draft.address;
    pages = new Pages(root, { reader: root.dataset.reader.replace("WORK", draft.work), act: null });
    pages.watch(draft.status);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  showSending(root, sender);
  acceptFiles(root, (found) => {
    folder ||= found.folder;
    sender.add(found.files);
  });
}

function fallbackKey() {
  // Browsers keep randomUUID to themselves on plain http.
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
  return [4, 2, 2, 2, 6].map((length) => hex.splice(0, length).join("")).join("-");
}
