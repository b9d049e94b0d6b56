// Inline keyboards: rows of buttons under a bubble, and what pressing each kind does.

import { tap } from "./api.js";
import { el, icon } from "./dom.js";
import { alertBox, complain, copyText, toast } from "./feedback.js";
import { t } from "./i18n.js";
import { announce, state } from "./state.js";
import { openPage } from "./webapp.js";

const STYLES = new Set(["danger", "success", "primary"]);

/** The keyboard of a message, or null. */
export function keyboard(chat, message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return el(
    "div",
    { class: "keyboard" },
    rows.map((row) =>
      el("div", { class: "keyboard-row" }, row.map((button) => inlineButton(chat, message, button))),
    ),
  );
}

function inlineButton(chat, message, button) {
  const style = STYLES.has(button.style) ? ` ${button.style}` : "";
  const kind = button.url ? "link" : button.web_app ? "app" : button.copy_text ? "copy" : null;
  const label = el("span", { class: "keyboard-label", text: button.text });
  return el(
    "button",
    {
      class: `inline-button${style}`,
      type: "button",
      disabled: Boolean(button.disabled),
      title: button.url ?? null,
      onclick: (event) => press(event.currentTarget, chat, message, button),
    },
    label,
    kind && icon(kind),
  );
}

function press(node, chat, message, button) {
  if (button.callback_data !== undefined) return pressCallback(node, chat, message, button);
  if (button.url) return openLink(button.url);
  if (button.web_app) return openPage({ message: message.message_id, button: button.text });
  if (button.copy_text) return copyText(button.copy_text.text).catch(complain);
  const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
  if (query !== undefined) return announce("compose", `@${state.bot.username} ${query}`);
  return toast(t("unavailable"));
}

async function pressCallback(node, chat, message, button) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    showAnswer(await tap(chat.id, message.message_id, state.me.id, button.callback_data));
  } catch (error) {
    complain(error);
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function showAnswer({ text, show_alert: loud, url }) {
  if (url) openLink(url);
  if (!text) return;
  if (loud) alertBox(text);
  else toast(text);
}

/** Opens a link; a deep link to this bot starts it in the person's private chat instead. */
export function openLink(url) {
  const start = deepLink(url);
  if (start === null) window.open(url, "_blank", "noopener");
  else announce("deep-link", start);
}

/** The start parameter of a link to this bot ("" when it has none); null for any other link. */
export function deepLink(url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const name = (state.bot?.username ?? "").toLowerCase();
  if (!parsed || !name) return null;
  const web = parsed.hostname === "t.me" && parsed.pathname.toLowerCase() === `/${name}`;
  const tg = parsed.protocol === "tg:" && parsed.searchParams.get("domain")?.toLowerCase() === name;
  return web || tg ? (parsed.searchParams.get("start") ?? "") : null;
}
