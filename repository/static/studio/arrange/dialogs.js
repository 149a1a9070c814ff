// Small questions in a dialog of the page.

import { say } from "../words.js";

// Asks for a number in the dialog `name`; `then` gets it.
export function ask(root, name, values, then, number) {
  const dialog = root.querySelector(`[data-dialog="${name}"]`);
  const input = dialog.querySelector("input[type=number]");
  dialog.querySelector("[data-title]").textContent = say(`ask-${name}`, values);
  input.max = String(values.total);
  input.value = String(number);
  open(dialog, () => then(Math.max(1, Math.min(values.total, Number(input.value) || 1))));
  input.select();
}

// Shows a dialog; `then` is called when its form is sent, not when it is closed otherwise.
export function open(dialog, then) {
  const form = dialog.querySelector("form");
  form.onsubmit = (event) => {
    event.preventDefault();
    dialog.close();
    then();
  };
  dialog.querySelector("[data-cancel]").onclick = () => dialog.close();
  dialog.showModal();
}
