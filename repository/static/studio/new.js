// A new work: the draft appears with the first file, the others follow it.

import { Pages } from "./pages.js";
import { randomKey, Sender } from "./sender.js";
import { acceptFiles, showSending } from "./uploads.js";
import { insist, keepTwice, pageName } from "./work-uploads.js";
import { say } from "./words.js";

const root = document.getElementById("new");
if (root) start();

function start() {
  const form = root.querySelector("[data-about]");
  const made = root.querySelector("[data-made]");
  const key = randomKey();
  let pages = null;
  let draft = null;
  let folder = "";

  async function create(item) {
    const about = Object.fromEntries(new FormData(form));
    form.inert = true;
    const words = new URLSearchParams({ ...about, key, folder, name: item.name });
    const found = await insist(root.dataset.create, words, item).catch((error) => {
      form.inert = false;
      draft = null;
      throw error;
    });
    made.hidden = false;
    made.querySelector("a").href = found.address;
    // Whoever opens this page again finds the draft, and what is unfinished of it.
    history.replaceState(null, "", found.address);
    pages = new Pages(root, { reader: root.dataset.reader.replace("WORK", found.work), act: null });
    pages.watch(found.status);
    return found;
  }

  const sender = new Sender({
    begin: async (item) => (await (draft ??= create(item))).uploads,
    largest: Number(root.dataset.largest),
    say,
  });
  sender.addEventListener("arrived", () => pages.now());
  form.addEventListener("submit", (event) => event.preventDefault());
  showSending(root, sender, { name: (id) => pageName(pages, id), keep: (item) => keepTwice(sender, pages, item) });
  acceptFiles(root, (found) => {
    folder ||= found.folder;
    sender.add(found.files);
  });
}
