// Sending a ZIP, with how far it is; the report is shown when it was checked.

const form = document.querySelector("[data-zip]");

function send(event) {
  event.preventDefault();
  const file = form.elements.zip.files[0];
  if (!file) return;
  if (file.size > Number(form.dataset.largest)) return fail(form.dataset.tooLarge);
  const query = new URLSearchParams({
    name: file.name,
    institution: form.elements.institution.value,
    collection: form.elements.collection.value,
    publish: form.elements.publish.checked ? "1" : "",
  });
  const request = new XMLHttpRequest();
  request.open("POST", `${form.dataset.zip}?${query}`);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.upload.onprogress = ({ loaded, total }) => progress(loaded / total);
  request.onload = () => answered(request);
  request.onerror = () => fail(form.dataset.failed);
  progress(0);
  request.send(file);
}

function answered(request) {
  let answer = {};
  try {
    answer = JSON.parse(request.responseText);
  } catch {
    // An answer that is no JSON has no reason in it.
  }
  if (answer.address) location.assign(answer.address);
  else fail(answer.error || form.dataset.failed);
}

function progress(part) {
  form.querySelector("[data-problem]").hidden = true;
  form.querySelector("[data-sending]").hidden = false;
  form.querySelector("progress").value = part;
  form.querySelector("button").disabled = true;
}

function fail(words) {
  const problem = form.querySelector("[data-problem]");
  problem.textContent = words;
  problem.hidden = false;
  form.querySelector("[data-sending]").hidden = true;
  form.querySelector("button").disabled = false;
}

form?.addEventListener("submit", send);
