// Building nodes without ever parsing a person's words as markup.

const SVG = "http://www.w3.org/2000/svg";

export const base = document.body.dataset.base;
export const byId = (id) => document.getElementById(id);

/** An element: `class`, `text`, `on<event>`, DOM properties by name, all else as an attribute. */
export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter(Boolean));
  return node;
}

/** One symbol of icons.svg. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${base}/static/icons.svg#${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

const pops = "showPopover" in HTMLElement.prototype; // phones of before 2024 have no popovers
let timer = null;

/** A short word at the bottom of the page, with one thing to do at the most. */
export function toast(text, action = null) {
  const box = byId("toast");
  clearTimeout(timer);
  byId("toast-text").textContent = text;
  byId("toast-act").hidden = !action;
  if (action) Object.assign(byId("toast-act"), { textContent: action.label, onclick: action.run });
  hide(box);
  if (pops) box.showPopover();
  else box.classList.add("open");
  timer = setTimeout(() => hide(box), action ? 6000 : 3000);
}

function hide(box) {
  if (pops && box.matches(":popover-open")) box.hidePopover();
  box.classList.remove("open");
}

/** Asks before something cannot be brought back; resolves to true or false. */
export function ask(text) {
  const dialog = byId("ask");
  byId("ask-text").textContent = text;
  dialog.returnValue = "no";
  dialog.showModal();
  byId("ask-no").focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
