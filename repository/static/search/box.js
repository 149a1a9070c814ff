// Completes what is typed in the search box: titles, persons, subjects and places of the catalogue.
// A combobox as the ARIA authoring practices describe it; without this script the box just searches.

const form = document.querySelector(".search-box");
if (form) complete(form, form.querySelector("input"));

function complete(form, input) {
  const list = document.createElement("ul");
  let asked = 0;
  let chosen = -1;

  list.id = "search-suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  list.hidden = true;
  form.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) input.setAttribute(name, value);

  input.addEventListener("input", ask);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show([]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      choose(event.key === "ArrowDown" ? chosen + 1 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      input.value = list.children[chosen].textContent;
    }
  });
  input.addEventListener("blur", () => show([]));
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    input.value = option.textContent;
    form.requestSubmit();
  });

  async function ask() {
    const mine = ++asked;
    await new Promise((resume) => setTimeout(resume, 150));
    if (mine !== asked) return;
    const typed = input.value.trim();
    if (typed.length < 2) return show([]);
    try {
      const answer = await fetch(`${form.dataset.suggestions}?${new URLSearchParams({ q: typed })}`);
      if (mine === asked && answer.ok) show(await answer.json());
    } catch {
      show([]);
    }
  }

  function show(texts) {
    list.replaceChildren(...texts.map((text, at) => {
      const option = document.createElement("li");
      option.id = `search-suggestion-${at}`;
      option.setAttribute("role", "option");
      option.textContent = text;
      return option;
    }));
    list.hidden = !texts.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  function choose(at) {
    const count = list.children.length;
    chosen = at < -1 ? count - 1 : at >= count ? -1 : at;
    for (const [index, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(index === chosen));
    }
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[chosen].id);
  }
}
