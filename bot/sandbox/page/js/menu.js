// A small menu beside what opened it; arrows, Escape and a click elsewhere work as expected.

import { el, icon } from "./dom.js";

const GAP = 6;

/**
 * Opens a menu at `anchor` (an element or {x, y}).
 *
 * An item is {label, icon?, checked?, danger?, avatar?, note?, badge?, run}; a falsy item is skipped.
 * `header` is put above the items.
 */
export function openMenu(anchor, items, { header = null } = {}) {
  document.querySelector(".menu")?.remove();
  const menu = el("div", { class: "menu", role: "menu", popover: "auto" });
  menu.append(...[header, ...items.filter(Boolean).map((item) => menuItem(menu, item))].filter(Boolean));
  document.body.append(menu);
  menu.addEventListener("toggle", (event) => event.newState === "closed" && menu.remove());
  menu.addEventListener("keydown", (event) => moveFocus(menu, event));
  menu.showPopover();
  place(menu, anchor);
  menu.querySelector("button")?.focus();
  return menu;
}

function menuItem(menu, { label, icon: name, checked, danger, avatar, note, badge, run }) {
  const role = checked === undefined ? "menuitem" : "menuitemradio";
  return el(
    "button",
    {
      class: `menu-item${danger ? " danger" : ""}`,
      type: "button",
      role,
      "aria-checked": checked === undefined ? null : String(checked),
      onclick: () => {
        menu.hidePopover();
        run();
      },
    },
    avatar ?? (name ? icon(name) : null),
    el("span", { class: "menu-label" }, label, note ? el("small", { text: note }) : null),
    badge ? el("span", { class: "badge", text: badge }) : null,
    checked ? icon("check") : null,
  );
}

function moveFocus(menu, event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...menu.querySelectorAll("button")];
  const next = buttons.indexOf(document.activeElement) + step;
  buttons[(next + buttons.length) % buttons.length].focus();
}

function place(menu, anchor) {
  const box = anchor.getBoundingClientRect?.() ?? new DOMRect(anchor.x, anchor.y, 0, 0);
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = box.bottom + GAP + height < innerHeight;
  const top = below ? box.bottom + GAP : Math.max(GAP, box.top - GAP - height);
  const left = Math.min(Math.max(GAP, box.left), innerWidth - width - GAP);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
