// Reads documents, a line each, with two libraries that know nothing of Keruen, and prints what
// each of them understood, a line each.
import { createInterface } from "node:readline";
import { normalize } from "@iiif/parser";
import { convertPresentation2 } from "@iiif/parser/presentation-2";
import { parseManifest } from "manifesto.js";

function parser(document) {
  const upgraded = document["@id"] ? convertPresentation2(document) : document;
  const { entities, resource } = normalize(upgraded);
  const top = entities[resource.type][resource.id];
  return {
    type: resource.type,
    label: top.label,
    items: top.items.map((item) => item.id),
    // It keeps the pages of ranges among the ranges.
    ranges: Object.keys(entities.Range).filter((id) => id.includes("/range/")),
    painted: top.items.filter((item) => entities.Canvas[item.id]?.items.length).length,
  };
}

function viewer(document) {
  const top = parseManifest(document);
  const collection = top.isCollection();
  const canvases = collection ? [] : top.getSequences()[0].getCanvases();
  return {
    type: collection ? "Collection" : "Manifest",
    label: top.getLabel().getValue("en"),
    items: collection ? top.items.map((item) => item.id) : canvases.map((canvas) => canvas.id),
    ranges: collection ? [] : top.getAllRanges().map((range) => range.id),
    painted: canvases.filter((canvas) => canvas.getContent().length || canvas.getImages().length)
      .length,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const document = JSON.parse(line);
  console.log(JSON.stringify({ parser: parser(structuredClone(document)), manifesto: viewer(document) }));
}
