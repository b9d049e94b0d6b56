// One picture, what it was made from, and what can be done with it.

import * as api from "./api.js";
import { ask, byId, el, icon, toast } from "./dom.js";
import * as grid from "./grid.js";
import { close, knock, onBack, openTelegramLink } from "./telegram.js";
import { momentName, t } from "./words.js";

const SWIPE = 48; // px a finger has to move

let current = null;
let trouble = () => {};
let source = null;

/** Wires the viewer once. */
export function setUpViewer({ onTrouble }) {
  trouble = onTrouble;
  const dialog = byId("viewer");
  byId("close").onclick = () => dialog.close();
  byId("before").onclick = () => step(-1);
  byId("after").onclick = () => step(1);
  byId("unfold").onclick = unfold;
  byId("copy").onclick = copy;
  dialog.addEventListener("close", closed);
  dialog.addEventListener("keydown", ({ key, target }) => {
    if (target.closest("video, summary")) return;
    if (key === "ArrowLeft") step(-1);
    if (key === "ArrowRight") step(1);
  });
  swipes(byId("stage"));
}

/** Opens a picture of the grid. */
export function openViewer(one) {
  if (!byId("viewer").open) byId("viewer").showModal();
  onBack(() => byId("viewer").close());
  render(one);
}

function closed() {
  onBack(null);
  release();
  if (current) grid.focus(current.id);
  current = null;
}

function step(by) {
  const next = current && grid.beside(current.id, by);
  if (next) render(next);
}

async function render(one) {
  current = one;
  byId("viewer").scrollTop = 0;
  byId("recipe").open = false;
  byId("before").hidden = !grid.beside(one.id, -1);
  byId("after").hidden = !grid.beside(one.id, 1);
  renderWords(one);
  renderActs(one);
  renderFacts(null);
  renderPicture(one);
  try {
    const full = await api.picture(one.id);
    if (current?.id !== one.id) return;
    Object.assign(one, full);
    renderWords(one);
    renderActs(one);
    renderFacts(one);
  } catch (error) {
    if (current?.id === one.id) trouble(error);
  }
}

// ── the picture ──

async function renderPicture(one) {
  release();
  const frame = byId("frame");
  const blurred = grid.small(one.id);
  frame.replaceChildren(...(blurred ? [el("img", { class: "blurred", alt: "", src: blurred })] : []));
  try {
    const src = await api.bytes(one.id, "whole");
    if (current?.id !== one.id) return URL.revokeObjectURL(src);
    source = src;
    frame.replaceChildren(
      one.clip
        ? el("video", { src, controls: true, loop: true, playsInline: true, ariaLabel: one.prompt })
        : el("img", { src, alt: one.prompt, draggable: false }),
    );
  } catch (error) {
    if (current?.id !== one.id) return;
    if (error.status === 404) frame.replaceChildren(el("div", { class: "sign" }, icon("picture"), el("span", { text: t("gone") })));
    else trouble(error);
  }
}

function release() {
  if (source) URL.revokeObjectURL(source);
  source = null;
}

// ── words ──

function renderWords(one) {
  const prompt = byId("prompt");
  prompt.textContent = one.prompt;
  prompt.hidden = !one.prompt;
  prompt.classList.add("folded");
  byId("unfold").textContent = t("more");
  byId("unfold").hidden = prompt.scrollHeight <= prompt.clientHeight + 1;
  const size = `${one.width}×${one.height}`;
  byId("line").textContent = [one.model, size, momentName(one.made)].filter(Boolean).join(" · ");
}

function unfold() {
  const folded = byId("prompt").classList.toggle("folded");
  byId("unfold").textContent = t(folded ? "more" : "less");
}

function renderFacts(one) {
  byId("recipe").hidden = !one;
  if (!one) return;
  byId("facts").replaceChildren(
    ...one.facts.flatMap(({ name, value }) => [el("dt", { text: name }), el("dd", { text: value })]),
  );
  byId("note").textContent = one.note;
  byId("copy").hidden = !one.command;
}

async function copy() {
  await navigator.clipboard.writeText(current.command).catch(() => copyByHand(current.command));
  toast(t("copied"));
}

// Telegram's web client does not let pages in frames use the clipboard.
function copyByHand(text) {
  const field = el("textarea", { value: text, ariaHidden: "true" });
  byId("viewer").append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

// ── acts ──

function renderActs(one) {
  const acts = [
    one.again && act("again", "repeat", () => repeat(one)),
    act(one.star ? "starred" : "star", one.star ? "unstar" : "star", () => toggle(one), one.star ? "on" : ""),
    act("share", "share", () => share(one)),
    act("delete", "delete", () => remove(one), "danger"),
  ];
  const focused = document.activeElement?.dataset?.act;
  byId("acts").replaceChildren(...acts.filter(Boolean));
  if (focused) byId("acts").querySelector(`[data-act=${focused}]`)?.focus();
}

function act(sign, name, run, extra = "") {
  return el(
    "button",
    {
      class: `act ${extra}`,
      type: "button",
      dataset: { act: name === "unstar" ? "star" : name },
      "aria-pressed": name === "star" || name === "unstar" ? String(name === "unstar") : null,
      onclick: async ({ currentTarget }) => {
        currentTarget.disabled = true;
        try {
          await run();
        } catch (error) {
          trouble(error);
        } finally {
          currentTarget.disabled = false;
        }
      },
    },
    icon(sign),
    el("span", { text: t(name) }),
  );
}

async function repeat(one) {
  knock();
  await api.repeat(one.id, crypto.randomUUID?.() ?? String(Math.random()).slice(2));
  toast(t("started"), { label: t("to-chat"), run: close });
}

async function toggle(one) {
  knock();
  const { star } = await api.star(one.id, !one.star);
  one.star = star;
  grid.changed(one);
  if (current?.id === one.id) renderActs(one);
}

async function share(one) {
  const { link } = await api.share(one.id);
  const address = new URLSearchParams({ url: link, text: one.prompt });
  openTelegramLink(`https://t.me/share/url?${address}`);
}

async function remove(one) {
  if (!(await ask(t("delete-ask")))) return;
  await api.remove(one.id);
  knock("medium");
  const next = grid.beside(one.id, 1) ?? grid.beside(one.id, -1);
  grid.removed(one.id);
  toast(t("deleted"));
  if (next) render(next);
  else byId("viewer").close();
}

// ── fingers ──

function swipes(stage) {
  let from = null;
  stage.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" && event.isPrimary) from = { x: event.clientX, y: event.clientY };
  });
  stage.addEventListener("pointerup", (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    from = null;
    if (Math.abs(x) > SWIPE && Math.abs(x) > 1.5 * Math.abs(y)) step(x < 0 ? 1 : -1);
  });
  stage.addEventListener("pointercancel", () => (from = null));
}
