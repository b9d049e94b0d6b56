// Building nodes without ever parsing a person's words as markup.

const SVG = "http://www.w3.org/2000/svg";

/** The element with this id: the page's fixed parts. */
export const byId = (id) => document.getElementById(id);

/**
 * An element: `class`, `text`, `on<event>` and DOM properties by name, everything else as an
 * attribute; empty children are left out.
 */
export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) setOption(node, name, value);
  node.append(...children.flat().filter(Boolean));
  return node;
}

function setOption(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "text") node.textContent = value;
  else if (name === "style") setStyle(node, value);
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(node.dataset, value);
  else if (name in node && name !== "list" && name !== "form") node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

// Through CSSOM, since the page's policy forbids style attributes.
function setStyle(node, style) {
  for (const [name, value] of Object.entries(style)) node.style.setProperty(name, value);
}

/** One symbol of icons.svg. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A round button that shows only an icon; its label is for those who cannot see it. */
export function iconButton(name, label, onclick, extra = "") {
  return el(
    "button",
    { class: `icon-button ${extra}`, type: "button", title: label, "aria-label": label, onclick },
    icon(name),
  );
}

/** Replaces a list's children; the one that had the focus (by `data-key`) keeps it. */
export function redraw(list, children) {
  const focused = document.activeElement;
  const key = list.contains(focused) ? focused.dataset.key : null;
  list.replaceChildren(...children);
  if (key) [...list.children].find((child) => child.dataset.key === key)?.focus();
}
