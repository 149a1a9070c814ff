// Files as they were dropped: found in folders, put in natural order, given names that differ.

const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const HIDDEN = /^(\.|Thumbs\.db$|desktop\.ini$)/i;
const MOST = 20000;

export function fromInput(input) {
  return inOrder([...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
}

export async function fromDrop(transfer) {
  // Entries must be taken before the first await: the browser empties the list then.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return inOrder([...transfer.files].map((file) => ({ file, path: file.name })));
  const found = [];
  for (const entry of entries) await walk(entry, found);
  return inOrder(found);
}

async function walk(entry, found) {
  if (found.length >= MOST) return;
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return;
    for (const each of some) await walk(each, found);
  }
}

function inOrder(found) {
  const wanted = found.filter(({ path }) => !HIDDEN.test(path.split("/").at(-1)));
  wanted.sort((a, b) => order.compare(a.path, b.path));
  const folder = commonFolder(wanted);
  const seen = new Map();
  for (const each of wanted) {
    const last = each.path.split("/").at(-1);
    seen.set(last, (seen.get(last) ?? 0) + 1);
  }
  const files = wanted.map(({ file, path }) => {
    const last = path.split("/").at(-1);
    // 1/001.tif and 2/001.tif are two pages: the server knows a page by its file's name.
    const name = seen.get(last) > 1 ? path.slice(folder && folder.length + 1).replaceAll("/", "-") : last;
    return { file, name };
  });
  return { files, folder: folder.split("/").at(-1) };
}

function commonFolder(found) {
  if (!found.length) return "";
  const folders = found.map(({ path }) => path.split("/").slice(0, -1));
  const shared = folders.reduce((a, b) => {
    let same = 0;
    while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
    return a.slice(0, same);
  });
  return shared.join("/");
}
