// Pages inside Telegram: opened over the chat; what they ask of the Telegram around them is done here.

import { launchPage } from "./api.js";
import { byId, el } from "./dom.js";
import { complain } from "./feedback.js";
import { nameOf, state } from "./state.js";

let frame = null;
let openLink = () => {};

/** Wires the overlay once. */
export function setUpWebApp(open) {
  openLink = open;
  byId("webapp-close").onclick = () => byId("webapp").close();
  byId("webapp-back").onclick = () => tell("back_button_pressed");
  byId("webapp").addEventListener("close", () => {
    byId("webapp-page").replaceChildren();
    frame = null;
  });
  addEventListener("message", ({ source, data }) => {
    if (frame && source === frame.contentWindow) heard(data);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    tell("theme_changed", { theme_params: theme() }),
  );
}

/** Opens the page of a button below a message, or of the one beside the input field. */
export async function openPage(place) {
  try {
    const { url } = await launchPage(state.me.id, theme(), place);
    frame = el("iframe", { src: url, title: nameOf(state.bot), allow: "clipboard-write" });
    byId("webapp-name").textContent = nameOf(state.bot);
    byId("webapp-back").hidden = true;
    byId("webapp-page").replaceChildren(frame);
    byId("webapp").showModal();
  } catch (error) {
    complain(error);
  }
}

// Telegram: a page says what it wants as {eventType, eventData} in JSON.
function heard(message) {
  let event;
  try {
    event = JSON.parse(message);
  } catch {
    return;
  }
  const data = event.eventData ?? {};
  if (event.eventType === "web_app_close") byId("webapp").close();
  if (event.eventType === "web_app_setup_back_button") byId("webapp-back").hidden = !data.is_visible;
  if (event.eventType === "web_app_open_tg_link") openLink(`https://t.me${data.path_full}`);
  if (event.eventType === "web_app_open_link") openLink(data.url);
  if (event.eventType === "web_app_request_theme") tell("theme_changed", { theme_params: theme() });
}

function tell(eventType, eventData = {}) {
  frame?.contentWindow.postMessage(JSON.stringify({ eventType, eventData }), new URL(frame.src).origin);
}

/** The colours of this Telegram, as it tells them to pages. */
function theme() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  return {
    bg_color: colour("--panel"),
    secondary_bg_color: colour("--panel-hover"),
    text_color: colour("--text"),
    hint_color: colour("--muted"),
    link_color: colour("--link"),
    button_color: colour("--accent"),
    button_text_color: colour("--on-accent"),
    destructive_text_color: colour("--danger"),
  };
}
