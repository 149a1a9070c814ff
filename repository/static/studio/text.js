// Lines of a page: the one in hand is marked on the page, Enter goes on, Ctrl+S saves.

const form = document.querySelector(".text-lines");
const sheet = document.querySelector(".text-sheet");
const mark = sheet?.querySelector(".text-mark");

function show(line) {
  if (!mark || !Number(sheet.dataset.width)) return;
  const [x, y, width, height] = line.dataset.box.split(",").map(Number);
  const share = (part, whole) => `${(100 * part) / Number(whole)}%`;
  mark.style.left = share(x, sheet.dataset.width);
  mark.style.top = share(y, sheet.dataset.height);
  mark.style.width = share(width, sheet.dataset.width);
  mark.style.height = share(height, sheet.dataset.height);
  mark.hidden = false;
}

function step(input, by) {
  const inputs = [...form.querySelectorAll("li input")];
  const next = inputs[inputs.indexOf(input) + by];
  if (next) next.focus();
  else if (by > 0) form.querySelector("button")?.focus();
}

function changed() {
  return [...form.querySelectorAll("li input")].filter((input) => input.value !== input.defaultValue);
}

if (form) {
  const state = form.querySelector("[data-state]");
  let leaving = false;
  form.addEventListener("focusin", (event) => {
    const line = event.target.closest("li");
    if (line) show(line);
  });
  form.addEventListener("input", (event) => {
    const line = event.target.closest("li");
    line?.classList.toggle("changed", event.target.value !== event.target.defaultValue);
    if (state) state.textContent = changed().length ? form.dataset.unsaved : "";
  });
  form.addEventListener("keydown", (event) => {
    if (!event.target.matches("li input") || event.isComposing) return;
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      step(event.target, 1);
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      step(event.target, -1);
    } else if (event.key === "Escape") {
      event.target.value = event.target.defaultValue;
      event.target.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
      event.preventDefault();
      if (form.querySelector("button")) form.requestSubmit();
    }
  });
  form.addEventListener("submit", () => {
    leaving = true;
    // Only what was changed is sent: a page of a newspaper has a thousand lines.
    for (const input of form.querySelectorAll("li input")) input.disabled = input.value === input.defaultValue;
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
    for (const input of form.querySelectorAll("li input")) input.disabled = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && changed().length) event.preventDefault();
  });
}
