// What the page of a new work and that of a draft both do with files on their way.

import { say } from "./words.js";

const TRIES = 40;
const LONGEST = 30_000;

// Asks again while the line is away; refuses what the server refuses in its words.
export async function insist(address, body, item) {
  for (let tries = 0; ; tries += 1) {
    const response = await post(address, body);
    if (response?.ok) return response.json();
    const passing = !response || [429, 502, 503, 504].includes(response.status);
    if (!passing || tries >= TRIES) {
      const told = await response?.json().catch(() => null);
      throw new Error(told?.error ?? say("unknown"));
    }
    item.words = say("offline");
    await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST, 1000 * 2 ** tries)));
    item.words = "";
  }
}

export function post(address, body) {
  return fetch(address, { method: "POST", headers: { Accept: "application/json" }, body }).catch(() => null);
}

export async function keepTwice(sender, pages, item) {
  const response = await post(`${item.address}/keep`);
  if (!response?.ok) return;
  item.state = "sent";
  sender.forget(item);
  pages.now();
}

export function pageName(pages, id) {
  const page = pages?.pages.find((each) => each.id === id);
  return { position: page?.position ?? "?", name: page?.name ?? "" };
}
