// Shows a work in a frame where this script stands: <script src="…/embed.js" data-work="ID">
(() => {
  const script = document.currentScript;
  const { work, page, width, height, title } = script.dataset;
  if (!/^[0-9a-z]{1,16}$/.test(work ?? "")) return;
  const frame = document.createElement("iframe");
  const query = /^[0-9]{1,6}$/.test(page ?? "") ? `?page=${page}` : "";
  frame.src = `{{ site }}/embed/${work}${query}`;
  frame.title = title ?? "Keruen";
  frame.width = width ?? "100%";
  frame.height = height ?? "600";
  frame.allow = "fullscreen";
  frame.loading = "lazy";
  frame.style.border = "0";
  script.after(frame);
})();
