// Puts the page together: who looks, what they look for, and what is said when that fails.

import { about, Refused } from "./api.js";
import { byId, el, toast } from "./dom.js";
import { notice, setUpGrid, show } from "./grid.js";
import { close, knock, launchData, ready } from "./telegram.js";
import { openViewer, setUpViewer } from "./viewer.js";
import { speak, t } from "./words.js";

const PAUSE = 350; // ms after the last letter until the search begins

const sieve = { view: "", words: "" };
let timer = null;

/** Says what went wrong; nobody who is not let in sees anything but why. */
function trouble(error, again = null) {
  if (error instanceof Refused && error.status === 401) return shutOut(error.reason);
  if (error instanceof Refused && error.status === 403) return toast(error.message);
  toast(error.message, again && { label: t("retry"), run: again });
}

function shutOut(reason) {
  for (const id of ["top", "grid", "more"]) byId(id).hidden = true;
  byId("viewer").close();
  const stale = reason === "stale";
  notice(stale ? "stale" : "forged", stale ? { label: t("close"), run: close } : null);
  document.body.dataset.ready = "true";
}

function chips(shelves) {
  const box = byId("chips");
  box.hidden = shelves.length < 2;
  box.replaceChildren(
    ...shelves.map(({ view, title }) =>
      el("button", {
        class: "chip",
        type: "button",
        text: title,
        "aria-pressed": String(view === sieve.view),
        dataset: { view },
        onclick: () => choose(view),
      }),
    ),
  );
}

function choose(view) {
  knock();
  sieve.view = view;
  for (const chip of byId("chips").children) {
    chip.setAttribute("aria-pressed", String(chip.dataset.view === view));
    if (chip.dataset.view === view) chip.scrollIntoView({ block: "nearest", inline: "center" });
  }
  scrollTo(0, 0);
  show({ ...sieve });
}

function look(words) {
  clearTimeout(timer);
  byId("clear").hidden = !byId("words-field").value;
  if (words === sieve.words) return;
  sieve.words = words;
  scrollTo(0, 0);
  show({ ...sieve });
}

function setUpSearch() {
  const field = byId("words-field");
  field.addEventListener("input", () => {
    clearTimeout(timer);
    byId("clear").hidden = !field.value;
    timer = setTimeout(() => look(field.value.trim()), PAUSE);
  });
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    field.blur();
    look(field.value.trim());
  });
  byId("clear").onclick = () => {
    field.value = "";
    look("");
    field.focus();
  };
}

async function enter() {
  if (!launchData) return shutOut("forged");
  try {
    const { language, shelves } = await about();
    speak(language);
    chips(shelves);
  } catch (error) {
    return trouble(error, enter);
  }
  await show({ ...sieve });
  document.body.dataset.ready = "true";
}

ready();
setUpGrid({ onOpen: openViewer, onTrouble: trouble });
setUpViewer({ onTrouble: trouble });
setUpSearch();
enter();
