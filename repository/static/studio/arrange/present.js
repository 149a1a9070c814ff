// How viewers show the work: reading direction, spreads.

export function presentForm(root, store) {
  const form = root.querySelector("[data-present]");
  const { direction, layout } = form.elements;
  const show = () => {
    direction.value = store.state.direction;
    layout.value = store.state.layout;
  };
  direction.addEventListener("change", () => store.change({ kind: "present", viewing_direction: direction.value }));
  layout.addEventListener("change", () => store.change({ kind: "present", layout: layout.value || null }));
  store.addEventListener("change", show);
  show();
}
