// A hit opens in the viewer, with the words highlighted; without this script as a plain page.

for (const link of document.querySelectorAll("a[data-viewer]")) link.href = link.dataset.viewer;
