// Photos, albums, videos and files inside bubbles.

import { fileUrl } from "./api.js";
import { el, icon } from "./dom.js";
import { fileSize, t } from "./i18n.js";
import { openViewer } from "./viewer.js";

const MAX_SIDE = 430; // Telegram Desktop: the longest side of a picture in a bubble, in px
const MIN_WIDTH = 120;
const ROWS_MAX = 4;

/** The media part of a unit (one message or an album) as {node, width}; null without media. */
export function mediaOf(chat, messages) {
  if (messages.length > 1 && messages.every((message) => visual(message)))
    return { node: mosaic(chat, messages), width: MAX_SIDE };
  const [message] = messages;
  if (visual(message)) return single(chat, message);
  const files = messages.filter((each) => each.document);
  if (message.invoice) return { node: invoice(message.invoice), width: null };
  if (!files.length) return null;
  return { node: el("div", { class: "files" }, files.map(fileRow)), width: null };
}

/** What a message shows as a picture or clip: its kind and size in px. */
export function visual(message) {
  const photo = message.photo?.at(-1);
  if (photo) return { kind: "photo", ...photo };
  const clip = message.video ?? message.animation;
  return clip ? { kind: message.video ? "video" : "animation", ...clip } : null;
}

const ratioOf = ({ width, height }) => (width && height ? width / height : 1);

function single(chat, message) {
  const shape = visual(message);
  const ratio = ratioOf(shape);
  const width = Math.round(Math.max(MIN_WIDTH, Math.min(MAX_SIDE, MAX_SIDE * ratio)));
  const node = el("div", { class: "media" }, frame(chat, message, shape));
  node.style.setProperty("--ratio", ratio);
  return { node, width };
}

function frame(chat, message, shape) {
  const inner = shape.kind === "photo" ? photo(chat, message, shape) : clip(shape);
  if (!message.has_media_spoiler) return inner;
  const cover = el("button", {
    class: "media-cover",
    type: "button",
    "aria-label": t("spoilerMedia"),
    onclick: () => cover.parentElement.classList.add("revealed"),
  });
  return el("div", { class: "media-hidden" }, inner, cover);
}

function photo(chat, message, shape) {
  const image = el("img", {
    src: fileUrl(bubbleSize(message.photo).file_id),
    alt: message.caption || t("photo"),
    width: shape.width,
    height: shape.height,
    decoding: "async",
    draggable: false,
  });
  const open = () => openViewer(chat, message.message_id);
  return el(
    "button",
    { class: "photo", type: "button", "aria-label": t("openFull"), onclick: open },
    image,
  );
}

// Sharp on dense screens, yet no larger than a bubble needs.
function bubbleSize(sizes) {
  const needed = MAX_SIDE * Math.min(2, devicePixelRatio);
  return sizes.find(({ width, height }) => Math.max(width, height) >= needed) ?? sizes.at(-1);
}

function clip({ kind, file_id: id, thumbnail }) {
  const moving = kind === "animation";
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return el("video", {
    class: "clip",
    src: fileUrl(id),
    poster: thumbnail ? fileUrl(thumbnail.file_id) : null,
    controls: !moving || calm,
    loop: moving,
    muted: moving,
    autoplay: moving && !calm,
    preload: "metadata",
    playsInline: true,
    "aria-label": t("video"),
  });
}

function mosaic(chat, messages) {
  const shapes = messages.map((message) => visual(message));
  let next = 0;
  const rows = mosaicRows(shapes.map(ratioOf)).map((ratios) => {
    const cells = ratios.map((ratio) => {
      const cell = el("div", { class: "mosaic-cell" }, frame(chat, messages[next], shapes[next]));
      cell.dataset.id = messages[next].message_id;
      cell.style.setProperty("--ratio", ratio);
      next += 1;
      return cell;
    });
    return el("div", { class: "mosaic-row" }, cells);
  });
  return el("div", { class: "mosaic" }, rows);
}

/**
 * Cuts an album into rows whose pictures share a height; of all ways to cut, the one nearest
 * to a square with rows of like heights. `ratios` are width by height.
 */
export function mosaicRows(ratios) {
  const tamed = ratios.map((ratio) => Math.min(2.2, Math.max(0.6, ratio)));
  let best = null;
  for (const rows of cuts(tamed, ROWS_MAX)) {
    const cost = mosaicCost(rows);
    if (best === null || cost < best.cost) best = { cost, rows };
  }
  return best.rows;
}

function* cuts(items, rowsLeft) {
  if (items.length <= 4) yield [items];
  if (rowsLeft === 1) return;
  for (let size = 1; size <= Math.min(4, items.length - 1); size += 1)
    for (const rest of cuts(items.slice(size), rowsLeft - 1)) yield [items.slice(0, size), ...rest];
}

function mosaicCost(rows) {
  const heights = rows.map((row) => 1 / row.reduce((sum, ratio) => sum + ratio, 0));
  const total = heights.reduce((sum, height) => sum + height, 0);
  const uneven = Math.max(...heights) / Math.min(...heights) - 1;
  return Math.abs(total - 1) * 2 + uneven * 0.6;
}

function invoice({ title, description, total_amount: amount, currency }) {
  const price = currency === "XTR" ? `⭐ ${amount}` : `${amount} ${currency}`;
  return el(
    "div",
    { class: "invoice" },
    el("b", { text: title }),
    el("span", { text: description }),
    el("small", { text: price }),
  );
}

function fileRow(message) {
  const { file_id: id, file_name: name, file_size: size } = message.document;
  const picture = message.document.thumbnail;
  const shown = name || t("document");
  const type = shown.includes(".") ? shown.split(".").at(-1).slice(0, 4) : "";
  const face = picture
    ? el("img", { class: "file-face", src: fileUrl(picture.file_id), alt: "" })
    : el("span", { class: "file-face" }, type ? el("b", { text: type }) : icon("file"));
  return el(
    "a",
    { class: "file", href: fileUrl(id), download: shown, title: `${t("download")}: ${shown}` },
    face,
    el(
      "span",
      { class: "file-about" },
      el("span", { class: "file-name", text: shown }),
      el("small", {}, icon("download"), fileSize(size)),
    ),
  );
}
