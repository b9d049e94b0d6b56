// Short words to the person: toasts, alerts, the clipboard.

import { byId, el } from "./dom.js";
import { t } from "./i18n.js";

const TOAST_MS = 3500;

/** A few words at the bottom of the chat that go away by themselves. */
export function toast(text) {
  const node = el("div", { class: "toast", text });
  byId("toasts").replaceChildren(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

/** A window that waits for OK (`show_alert`). */
export function alertBox(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

/** Tells what went wrong with a request: the server's words, or that it is gone. */
export function complain(error) {
  if (error?.name === "TypeError") toast(t("unreachable"));
  else toast(error?.status === 504 ? t("botAnswered") : error.message);
}

/** Puts text on the clipboard and says so. */
export async function copyText(text) {
  await writeClipboard(text);
  toast(t("copied"));
}

// navigator.clipboard exists on secure origins only: over plain HTTP from a phone the old way works.
async function writeClipboard(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = el("textarea", { value: text, class: "off-screen" });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
