// Further scans, and better ones in the place of those that are there.

import { hideUnfinished, showUnfinished } from "../resuming.js";
import { Sender } from "../sender.js";
import { acceptFiles, showSending } from "../uploads.js";
import { keepTwice, pageName } from "../work-uploads.js";
import { say } from "../words.js";

// Null where the visitor may not bring scans in.
export function startSending(root, store) {
  const { uploads, largest } = root.dataset;
  if (!uploads) return null;
  const place = root.querySelector("details.bring");
  const pages = {
    now: () => store.now(),
    get pages() {
      return store.state.pages.map((page, number) => ({ ...page, position: number + 1 }));
    },
  };
  const sender = new Sender({ begin: async () => uploads, largest: Number(largest), say });
  sender.addEventListener("arrived", ({ detail }) => {
    hideUnfinished(root, detail.name);
    store.now();
  });
  // What is on its way is seen, also where the place to drop files was closed.
  sender.addEventListener("change", () => {
    if (sender.items.some((item) => item.state !== "sent")) place.open = true;
  });
  showSending(root, sender, { name: (id) => pageName(pages, id), keep: (item) => keepTwice(sender, pages, item) });
  showUnfinished(root, uploads).then(() => {
    if (!root.querySelector("[data-unfinished]").hidden) place.open = true;
  });
  acceptFiles(root, ({ files }) => {
    for (const { name } of files) hideUnfinished(root, name);
    sender.add(files);
  });

  function replace(page) {
    const input = document.createElement("input");
    input.type = "file";
    input.addEventListener("change", () => {
      const [file] = input.files;
      if (file) sender.add([{ file, name: file.name }], { page: page.id });
    });
    input.click();
  }

  return { replace };
}
