// Inline mode: "@bot words" in the composer asks the bot for results to choose from. Enter without
// a choice sends the words as they are, as at Telegram: a mention.

import { chooseInline, inlineQuery } from "./api.js";
import { byId, el } from "./dom.js";
import { complain } from "./feedback.js";
import { t } from "./i18n.js";
import { colourOf } from "./people.js";
import { hidePopup, showPopup } from "./popup.js";
import { announce, state } from "./state.js";

const DEBOUNCE_MS = 350;
const NEAR_END = 80; // px from the end of the list at which more is asked for

let timer = null;
let current = null; // {query, id, results, offset, chat, loading}

// The words after "@bot " when the text is an inline query, else null.
function inlineWords(text) {
  const name = `@${state.bot.username} `.toLowerCase();
  return text.toLowerCase().startsWith(name) ? text.slice(name.length) : null;
}

/** Asks for results a moment after the last change; closes the list for other texts. */
export function followInline(text, done) {
  clearTimeout(timer);
  const words = inlineWords(text);
  if (words === null) return closeInline();
  timer = setTimeout(() => ask(words, done), DEBOUNCE_MS);
}

export function closeInline() {
  clearTimeout(timer);
  current = null;
  hidePopup("inline");
}

async function ask(query, done) {
  const mine = { query, chat: state.chat.id, results: [], offset: "", loading: true };
  current = mine;
  byId("inline").setAttribute("aria-busy", "true");
  try {
    await more(mine);
    if (current === mine) draw(mine, done);
  } catch (error) {
    if (current === mine) complain(error);
  } finally {
    byId("inline").removeAttribute("aria-busy");
  }
}

async function more(mine) {
  mine.loading = true;
  const found = await inlineQuery(state.me.id, mine.chat, mine.query, mine.offset);
  const results = found.results.map((result) => ({ ...result, query: found.query_id }));
  mine.results.push(...results);
  mine.offset = found.next_offset;
  mine.button = found.button;
  mine.loading = false;
}

function draw(mine, done) {
  const popup = byId("inline");
  const scrolled = popup.scrollTop;
  popup.classList.toggle("grid", mine.results.length > 0 && mine.results.every(isPicture));
  const options = mine.results.map((each) => option(each, mine, done));
  if (options.length) showPopup("inline", options, { preselect: false });
  else showNothing(popup, mine.button ? [] : [el("p", { class: "popup-note", text: t("inlineNothing") })]);
  if (mine.button) popup.prepend(startButton(mine.button));
  popup.scrollTop = scrolled;
  popup.onscroll = () => loadMore(mine, done);
}

// Leads to the private chat, as a deep link would (InlineQueryResultsButton).
function startButton({ text, start_parameter: payload = "" }) {
  const onclick = () => {
    closeInline();
    announce("deep-link", payload);
  };
  return el("button", { class: "popup-start", type: "button", text, onclick });
}

// A button above the results says enough by itself.
function showNothing(popup, words) {
  popup.replaceChildren(...words);
  popup.hidden = false;
}

function loadMore(mine, done) {
  const { scrollHeight, scrollTop, clientHeight } = byId("inline");
  if (!mine.offset || mine.loading || scrollHeight - scrollTop - clientHeight > NEAR_END) return;
  more(mine).then(() => current === mine && draw(mine, done), complain);
}

const isPicture = (result) => result.type === "photo";

function option(result, mine, done) {
  const choose = async () => {
    closeInline();
    done();
    await chooseInline(state.me.id, mine.chat, result.query, result.id).catch(complain);
  };
  const label = result.title ?? result.caption ?? t("photo");
  if (byId("inline").classList.contains("grid"))
    return el("button", { class: "inline-tile", type: "button", title: label, onclick: choose }, face(result));
  return el(
    "button",
    { class: "popup-row", type: "button", onclick: choose },
    face(result),
    el("span", { class: "popup-about" }, el("b", { text: label }), el("small", { text: result.description ?? "" })),
  );
}

function face(result) {
  const src = pictureOf(result);
  if (src) return el("img", { class: "inline-face", src, alt: result.title ?? t("photo") });
  const letter = [...(result.title ?? "?")][0];
  return el("span", { class: `inline-face ${colourOf(result.id.length)}`, text: letter });
}

function pictureOf(result) {
  const id = result.photo_file_id;
  return id ? `/sim/files/${encodeURIComponent(id)}` : (result.thumbnail_url ?? result.photo_url);
}
