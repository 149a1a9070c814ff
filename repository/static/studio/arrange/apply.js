// What a change will look like once it is saved: shown before the server has answered.

const MAKERS = {
  move(state, { pages, before }) {
    const moving = new Set(pages);
    const byId = new Map(state.pages.map((page) => [page.id, page]));
    let target = state.pages.findIndex((page) => page.id === before);
    while (target >= 0 && target < state.pages.length && moving.has(state.pages[target].id)) target += 1;
    const next = target >= 0 ? state.pages[target] : undefined;
    const staying = state.pages.filter((page) => !moving.has(page.id));
    const at = next ? staying.indexOf(next) : staying.length;
    staying.splice(at, 0, ...pages.map((id) => byId.get(id)));
    state.pages = staying;
  },
  remove(state, { pages }) {
    const gone = new Set(pages);
    state.pages = state.pages.filter((page) => !gone.has(page.id));
  },
  label(state, { pages, shown }) {
    if (shown) pages.forEach((id, n) => set(state, id, { label: shown[n] ?? "" }));
  },
  turn(state, { pages, degrees }) {
    for (const page of chosen(state, pages)) page.ahead = ((page.ahead ?? 0) + degrees) % 360;
  },
  behave(state, { pages, behavior, on }) {
    const name = behavior === "non-paged" ? "insert" : "spread";
    for (const page of chosen(state, pages)) page[name] = on;
  },
  present(state, sent) {
    if ("viewing_direction" in sent) state.direction = sent.viewing_direction;
    if ("layout" in sent) state.layout = sent.layout ?? "";
    if ("start_page" in sent) state.start = sent.start_page;
    if ("thumbnail_page" in sent) state.cover = sent.thumbnail_page;
  },
  contents(state, { sections }) {
    state.sections = sections;
  },
};

export function apply(state, change) {
  MAKERS[change.kind]?.(state, change);
}

function chosen(state, ids) {
  const wanted = new Set(ids);
  return state.pages.filter((page) => wanted.has(page.id));
}

function set(state, id, values) {
  Object.assign(state.pages.find((page) => page.id === id) ?? {}, values);
}
