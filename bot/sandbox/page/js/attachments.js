// Files waiting to be sent: picked, pasted or dropped, shown above the composer.

import { byId, el, icon, iconButton } from "./dom.js";
import { toast } from "./feedback.js";
import { fileSize, t } from "./i18n.js";

const MAX_FILES = 10; // Telegram: an album has 2-10 items

let files = []; // {file, url, face}
let asFile = false;

/** What is to be sent: {files, as}. */
export function attached() {
  return { files: files.map(({ file }) => file), as: files.length ? sendAs() : null };
}

/** Adds files; `asDocument` says how they were picked. */
export function attach(list, asDocument = null) {
  const added = [...list].map(entry);
  if (!added.length) return;
  if (files.length + added.length > MAX_FILES) toast(t("tooMany"));
  if (asDocument !== null) asFile = asDocument;
  const room = MAX_FILES - files.length;
  added.slice(room).forEach(release);
  files = [...files, ...added.slice(0, room)];
  renderAttachments();
  byId("text").focus();
}

/** Takes away all, or those that were sent: others may have been picked meanwhile. */
export function clearAttachments(sent = files.map(({ file }) => file)) {
  const gone = files.filter(({ file }) => sent.includes(file));
  gone.forEach(release);
  files = files.filter((other) => !gone.includes(other));
  asFile = asFile && files.length > 0;
  renderAttachments();
}

const is = (file, kind) => file.type.startsWith(`${kind}/`);
const all = (kind) => files.every(({ file }) => is(file, kind));
const visible = () => files.every(({ file }) => is(file, "image") || is(file, "video"));

// The server takes each of the files that are to be seen as what it is.
const sendAs = () => (asFile || !visible() ? "document" : all("video") ? "video" : "photo");

export function renderAttachments() {
  const strip = byId("attachments");
  strip.hidden = !files.length;
  strip.replaceChildren(el("div", { class: "previews" }, files.map(preview)), choice());
}

// What shows it is made once: one that is replaced while it loads would miss its address.
function entry(file) {
  const url = URL.createObjectURL(file);
  return { file, url, face: face(file, url) };
}

function preview(entry, index) {
  const { file } = entry;
  const remove = () => {
    release(entry);
    files = files.filter((other) => other !== entry);
    renderAttachments();
  };
  return el(
    "figure",
    { class: "preview-file" },
    entry.face,
    el("figcaption", { title: file.name }, file.name, el("small", { text: fileSize(file.size) })),
    iconButton("close", `${t("remove")}: ${file.name || index + 1}`, remove, "tiny"),
  );
}

// A picture or clip that is still being read would miss its address.
function release({ url, face }) {
  face.removeAttribute("src");
  face.load?.();
  URL.revokeObjectURL(url);
}

function face(file, url) {
  if (is(file, "image")) return el("img", { src: url, alt: file.name });
  if (!is(file, "video")) return el("span", { class: "file-face" }, icon("file"));
  return el("video", { src: url, muted: true, preload: "metadata", "aria-label": file.name });
}

// Pictures and clips can go both ways; other files are always documents.
function choice() {
  const one = all("image") ? "asPhoto" : all("video") ? "asVideo" : "attachMedia";
  const media = visible() ? one : null;
  const group = el("div", { class: "segments", role: "group", "aria-label": t("sendAs") });
  if (!files.length || !media) return group;
  const option = (label, value) =>
    el("button", {
      type: "button",
      text: t(label),
      "aria-pressed": String(asFile === value),
      onclick: () => {
        asFile = value;
        renderAttachments();
      },
    });
  group.append(option(media, false), option("asDocument", true));
  return group;
}

/** Wires the pickers, pasting and dropping once. */
export function setUpAttachments(accepts) {
  for (const [id, asDocument] of [["pick-media", false], ["pick-file", true]]) {
    byId(id).onchange = (event) => {
      attach(event.target.files, asDocument);
      event.target.value = "";
    };
  }
  byId("text").addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    attach(event.clipboardData.files);
  });
  setUpDropping(accepts);
}

function setUpDropping(accepts) {
  const zone = byId("drop-zone");
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files") && accepts();
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // otherwise the browser would leave the page for the file
    zone.hidden = !carriesFiles(event);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    zone.hidden = true;
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (accepts()) attach(event.dataTransfer.files);
  });
}
