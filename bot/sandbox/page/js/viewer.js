// A picture in full size, with the chat's other pictures beside it.

import { fileUrl } from "./api.js";
import { byId } from "./dom.js";
import { messagesOf } from "./state.js";

let pictures = [];
let index = 0;

/** Wires the viewer's buttons once. */
export function setUpViewer() {
  const dialog = byId("viewer");
  byId("viewer-close").onclick = () => dialog.close();
  byId("viewer-previous").onclick = () => show(index - 1);
  byId("viewer-next").onclick = () => show(index + 1);
  byId("viewer-image").onclick = () => dialog.classList.toggle("zoomed");
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(index - 1);
    if (event.key === "ArrowRight") show(index + 1);
  });
}

/** Opens the picture of one message. */
export function openViewer(chat, messageId) {
  pictures = messagesOf(chat.id).filter((message) => message.photo);
  show(pictures.findIndex((message) => message.message_id === messageId));
  byId("viewer").showModal();
}

function show(wanted) {
  if (wanted < 0 || wanted >= pictures.length) return;
  index = wanted;
  const message = pictures[index];
  const url = fileUrl(message.photo.at(-1).file_id);
  byId("viewer").classList.remove("zoomed");
  byId("viewer-image").src = url;
  byId("viewer-image").alt = message.caption ?? "";
  byId("viewer-caption").textContent = message.caption ?? "";
  byId("viewer-download").href = url;
  byId("viewer-download").download = `picture-${message.message_id}.jpg`;
  byId("viewer-previous").hidden = index === 0;
  byId("viewer-next").hidden = index === pictures.length - 1;
}
