// The page's words: the bot's, in every language, stand in the page itself.

import { languageCode } from "./telegram.js";

const all = JSON.parse(document.getElementById("words").textContent);
let language = "en";

/** A word of the page in the visitor's language. */
export const t = (name) => all[language][name];

/** Speaks a language, and puts its words wherever the page has a place for them. */
export function speak(code) {
  const wanted = (code ?? "").slice(0, 2).toLowerCase();
  language = wanted in all ? wanted : "en";
  document.documentElement.lang = language;
  document.title = t("title");
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.ariaLabel = t(node.dataset.label);
  for (const node of document.querySelectorAll("[data-placeholder]")) {
    node.placeholder = t(node.dataset.placeholder);
  }
}

const key = (date) => `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;

/** The day of a moment as the visitor's calendar has it; equal for moments of one day. */
export const dayKey = (moment) => key(new Date(moment));

/** A day in words: today, yesterday, or its name. */
export function dayName(moment) {
  const date = new Date(moment);
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (key(date) === key(now)) return t("today");
  if (key(date) === key(yesterday)) return t("yesterday");
  const shape = { weekday: "long", day: "numeric", month: "long" };
  if (date.getFullYear() !== now.getFullYear()) shape.year = "numeric";
  const name = new Intl.DateTimeFormat(language, shape).format(date);
  return name[0].toUpperCase() + name.slice(1);
}

export const momentName = (moment) =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(moment));

speak(languageCode);
