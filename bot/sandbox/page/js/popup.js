// A list above the composer (commands, inline results) steered from the text field.

import { byId } from "./dom.js";

const FIELD = "text";

/** Shows options in a popup; with `preselect` Enter takes the first one at once. */
export function showPopup(id, options, { preselect = true } = {}) {
  const popup = byId(id);
  popup.hidden = !options.length;
  popup.replaceChildren(...options);
  options.forEach((option, index) => {
    option.id = `${id}-${index}`;
    option.setAttribute("role", "option");
    option.tabIndex = -1;
  });
  if (preselect) select(popup, 0);
}

export function hidePopup(id) {
  byId(id).hidden = true;
  byId(id).replaceChildren();
  byId(FIELD).removeAttribute("aria-activedescendant");
}

const optionsOf = (popup) => [...popup.querySelectorAll("[role=option]")];

function select(popup, wanted) {
  const options = optionsOf(popup);
  if (!options.length) return;
  const index = (wanted + options.length) % options.length;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
  options[index].scrollIntoView({ block: "nearest" });
  byId(FIELD).setAttribute("aria-activedescendant", options[index].id);
}

/** The option that Enter would take; null when the popup is closed. */
export function selectedIn(id) {
  const popup = byId(id);
  return popup.hidden ? null : popup.querySelector("[aria-selected=true]");
}

/** Lets the arrows move the selection; true when the key was used. */
export function steerPopup(id, event) {
  const popup = byId(id);
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (popup.hidden || !step) return false;
  const options = optionsOf(popup);
  select(popup, options.indexOf(selectedIn(id)) + step);
  event.preventDefault();
  return true;
}
