// Who am I: the person switcher, languages, avatars and the colours of names.

import { updatePerson } from "./api.js";
import { byId, el, redraw } from "./dom.js";
import { complain } from "./feedback.js";
import { t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { chatsOf, nameOf, state, unreadCount } from "./state.js";

const COLOURS = 7; // Telegram: names and avatars come in seven colours, chosen by id

export const colourOf = (id) => `peer-${Math.abs(Number(id)) % COLOURS}`;

/** A round avatar made from a name's initials. */
export function avatar(id, name, extra = "") {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0]);
  const initials = letters.join("").toUpperCase() || "?";
  return el("span", { class: `avatar ${colourOf(id)} ${extra}`, text: initials, "aria-hidden": "true" });
}

/** Draws the sidebar's head: the chosen person and their language. */
export function renderMe(choosePerson) {
  const button = byId("me");
  const name = nameOf(state.me);
  button.replaceChildren(
    avatar(state.me.id, name, "small"),
    el("span", { class: "me-name" }, name, el("small", { text: handle(state.me) })),
  );
  const others = state.people.filter((person) => person !== state.me);
  button.classList.toggle("news", others.some(unreadOf));
  button.setAttribute("aria-label", `${t("whoAmI")}: ${name}`);
  button.onclick = () => openMenu(button, state.people.map((person) => item(person, choosePerson)));
  redraw(byId("language"), ["en", "ru"].map(languageButton));
}

const unreadOf = (person) =>
  chatsOf(person).reduce((sum, chat) => sum + unreadCount(chat, person.id), 0);

const handle = (person) => (person.username ? `@${person.username}` : `id ${person.id}`);

function item(person, choosePerson) {
  return {
    label: nameOf(person),
    note: `${handle(person)} · ${(person.language_code ?? "en").toUpperCase()}`,
    avatar: avatar(person.id, nameOf(person), "small"),
    badge: unreadOf(person),
    checked: person.id === state.me.id,
    run: () => choosePerson(person.id),
  };
}

function languageButton(code) {
  const chosen = (state.me.language_code ?? "en").split("-")[0] === code;
  return el("button", {
    type: "button",
    text: code.toUpperCase(),
    lang: code,
    dataset: { key: code },
    "aria-pressed": String(chosen),
    onclick: () => chosen || change({ language_code: code }),
  });
}

/** Changes the chosen person at the server; its `state` event redraws the page. */
export const change = (fields) => updatePerson(state.me.id, fields).catch(complain);
