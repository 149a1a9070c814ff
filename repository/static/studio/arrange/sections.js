// Helpers for the table of contents as the server sends it: nested sections, pages as leaves.

const language = document.documentElement.lang;
const ORDER = { kk: ["kk", "ru", "en"], ru: ["ru", "kk", "en"], en: ["en", "ru", "kk"] }[language] ?? [];

export function titleOf(section) {
  const label = section.label ?? {};
  const code = [...ORDER, "none", ...Object.keys(label)].find((each) => label[each]?.length);
  return code ? label[code].join("; ") : "";
}

// Every section, each before those within it.
export function allSections(items) {
  return items.filter((item) => item.items).flatMap((section) => [section, ...allSections(section.items)]);
}

// The titles of the sections that begin at a page, by page.
export function sectionMarks(sections) {
  const marks = new Map();
  const walk = (list) => {
    for (const section of list) {
      const first = firstPage(section);
      if (first) marks.set(first, marks.has(first) ? `${marks.get(first)} · ${titleOf(section)}` : titleOf(section));
      walk(section.items.filter((item) => item.items));
    }
  };
  walk(sections);
  return marks;
}

export function firstPage(section) {
  for (const item of section.items) {
    const found = item.page ?? firstPage(item);
    if (found) return found;
  }
  return null;
}

export function pagesIn(section) {
  return section.items.filter((item) => item.page).map((item) => item.page);
}
