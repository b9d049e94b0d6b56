// The grid: days, cells, and an end that moves on as one scrolls.

import { bytes, pictures, Refused } from "./api.js";
import { byId, el, icon } from "./dom.js";
import { dayKey, dayName, t } from "./words.js";

const AHEAD = "900px"; // how far below the screen the next pictures are asked for
const AROUND = "1400px"; // how far from the screen a picture's bytes are kept

let wanted = { view: "", words: "" };
let onward = null;
let shown = [];
let asking = null;
let open = () => {};
let complain = () => {};

const cells = new Map(); // id → cell
const near = new IntersectionObserver(onNear, { rootMargin: AROUND });
const end = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && onward && load(), {
  rootMargin: AHEAD,
});

/** Wires the grid once. */
export function setUpGrid({ onOpen, onTrouble }) {
  open = onOpen;
  complain = onTrouble;
  end.observe(byId("more"));
  byId("grid").addEventListener("keydown", walk);
}

/** Begins anew: another filter or other words. */
export function show(sieve) {
  wanted = sieve;
  asking?.abort();
  asking = null;
  for (const cell of cells.values()) forget(cell);
  cells.clear();
  shown = [];
  onward = null;
  byId("grid").replaceChildren();
  byId("notice").hidden = true;
  return load();
}

async function load() {
  if (asking) return;
  const mine = new AbortController();
  asking = mine;
  byId("grid").ariaBusy = "true";
  byId("more").textContent = shown.length || !wanted.words ? t("loading") : t("searching");
  try {
    const found = await pictures({ ...wanted, at: onward }, mine.signal);
    if (asking !== mine) return;
    asking = null;
    onward = found.next;
    for (const one of found.pictures) append(one);
    settle();
  } catch (error) {
    if (error.name === "AbortError" || asking !== mine) return;
    asking = null;
    byId("more").textContent = "";
    complain(error, load);
  }
}

function settle() {
  byId("grid").ariaBusy = "false";
  byId("more").textContent = onward && wanted.words ? t("searching") : "";
  if (onward) {
    // an observer tells of changes alone: a page that is not full yet has to ask again
    end.unobserve(byId("more"));
    end.observe(byId("more"));
  } else if (!shown.length) {
    const searched = Boolean(wanted.words || wanted.view);
    notice(searched ? "nothing" : "empty");
  }
}

/** Says something in the place of pictures: `name` and `name`-hint. */
export function notice(name, act = null) {
  byId("notice").hidden = false;
  byId("notice-title").textContent = t(name);
  byId("notice-hint").textContent = t(`${name}-hint`) ?? "";
  byId("notice-act").hidden = !act;
  if (act) Object.assign(byId("notice-act"), { textContent: act.label, onclick: act.run });
}

function append(one) {
  const grid = byId("grid");
  const key = dayKey(one.made);
  let day = grid.lastElementChild;
  if (day?.dataset.day !== key) {
    const title = el("h2", { text: dayName(one.made) });
    day = el("section", { class: "day", dataset: { day: key } }, title, el("div", { class: "cells" }));
    grid.append(day);
  }
  const cell = draw(one);
  cells.set(one.id, cell);
  shown.push(one);
  day.lastElementChild.append(cell);
  near.observe(cell);
}

function draw(one) {
  const what = [one.prompt || t("open"), one.clip && t("clip"), one.star && t("starred")];
  return el(
    "button",
    {
      class: "cell",
      type: "button",
      ariaLabel: what.filter(Boolean).join(", "),
      dataset: { id: one.id },
      onclick: () => open(one),
    },
    one.star && el("span", { class: "mark star" }, icon("starred")),
    one.clip && el("span", { class: "mark clip" }, icon("play"), one.seconds && el("span", { text: length(one.seconds) })),
  );
}

function length(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// ── bytes come and go with the screen ──

function onNear(entries) {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) fill(target);
    else forget(target, { keep: true });
  }
}

async function fill(cell) {
  if (cell.loading || cell.querySelector("img, .sign")) return;
  const loading = new AbortController();
  cell.loading = loading;
  try {
    const src = await bytes(cell.dataset.id, "square", loading.signal);
    if (cell.loading === loading) cell.prepend(el("img", { alt: "", src, draggable: false }));
    else URL.revokeObjectURL(src);
  } catch (error) {
    const gone = error instanceof Refused && error.status === 404;
    if (gone && cell.loading === loading) cell.prepend(el("span", { class: "sign" }, icon("picture")));
  } finally {
    if (cell.loading === loading) cell.loading = null;
  }
}

function forget(cell, { keep = false } = {}) {
  cell.loading?.abort();
  cell.loading = null;
  const image = cell.querySelector("img");
  if (image) URL.revokeObjectURL(image.src);
  image?.remove();
  if (!keep) near.unobserve(cell);
}

// ── what the viewer needs ──

/** The picture beside one, `step` places on; asks for more where the row ends. */
export function beside(id, step) {
  const place = shown.findIndex((one) => one.id === id) + step;
  if (place >= shown.length - 3 && onward) load();
  return shown[place] ?? null;
}

/** The small copy that is on the screen already. */
export const small = (id) => cells.get(id)?.querySelector("img")?.src ?? null;

export function focus(id) {
  cells.get(id)?.focus();
  cells.get(id)?.scrollIntoView({ block: "nearest" });
}

/** Shows what became of a picture. */
export function changed(one) {
  const cell = cells.get(one.id);
  if (!cell) return;
  cell.querySelector(".star")?.remove();
  if (one.star) cell.append(el("span", { class: "mark star" }, icon("starred")));
}

export function removed(id) {
  const cell = cells.get(id);
  if (!cell) return;
  forget(cell);
  const day = cell.closest(".day");
  cell.remove();
  if (!day.querySelector(".cell")) day.remove();
  cells.delete(id);
  shown = shown.filter((one) => one.id !== id);
  settle();
}

/** The arrows walk through the cells as they lie. */
function walk(event) {
  const cell = event.target.closest(".cell");
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (!cell || !step) return;
  const all = [...cells.values()];
  const next = typeof step === "number" ? all[all.indexOf(cell) + step] : across(all, cell, step);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function across(all, cell, way) {
  const { left, top } = cell.getBoundingClientRect();
  const there = all
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => (way === "up" ? box.top < top - 4 : box.top > top + 4));
  const rows = there.map(({ box }) => box.top);
  const row = way === "up" ? Math.max(...rows) : Math.min(...rows);
  const line = there.filter(({ box }) => Math.abs(box.top - row) < 4);
  line.sort((a, b) => Math.abs(a.box.left - left) - Math.abs(b.box.left - left));
  return line[0]?.one ?? null;
}
