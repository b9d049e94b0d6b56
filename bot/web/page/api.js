// Every request to the bot; each carries what Telegram signed for the visitor.

import { base } from "./dom.js";
import { launchData } from "./telegram.js";
import { t } from "./words.js";

const headers = { Authorization: `tma ${launchData}` };
const PICTURES_AT_ONCE = 6;

/** What the bot could not do, in its own words. */
export class Refused extends Error {
  constructor(status, { error = "", text = "" }) {
    super(text || t("failed"));
    this.status = status;
    this.reason = error;
  }
}

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(`${base}/api/${path}`, { ...options, headers: { ...headers, ...options.headers } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, {});
  }
  if (!response.ok) throw new Refused(response.status, await response.json().catch(() => ({})));
  return response;
}

const json = async (path, options) => (await request(path, options)).json();

const post = (path, body) =>
  json(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

export const about = () => json("about");

/** Pictures in a row: `{pictures, next}`. */
export function pictures({ view, words, at }, signal) {
  const asked = new URLSearchParams();
  if (view) asked.set("view", view);
  if (words) asked.set("words", words);
  if (at) asked.set("at", at);
  return json(`pictures?${asked}`, { signal });
}

export const picture = (id) => json(`pictures/${id}`);
export const star = (id, on) => post(`pictures/${id}/star`, { on });
export const repeat = (id, key) => post(`pictures/${id}/repeat`, { key });
export const share = (id) => post(`pictures/${id}/share`, {});
export const remove = (id) => json(`pictures/${id}`, { method: "DELETE" });

// Images cannot carry a header, so their bytes are fetched, a few at a time, and shown as blobs.

const waiting = [];
let running = 0;

function next() {
  while (running < PICTURES_AT_ONCE && waiting.length) {
    const job = waiting.shift();
    if (job.signal?.aborted) continue;
    running += 1;
    job.run().finally(() => {
      running -= 1;
      next();
    });
  }
}

/** The address of a picture's bytes within this page; `form` is `square` or `whole`. */
export function bytes(id, form, signal) {
  return new Promise((resolve, reject) => {
    const run = async () => {
      try {
        const response = await request(`pictures/${id}/${form}`, { signal });
        resolve(URL.createObjectURL(await response.blob()));
      } catch (error) {
        reject(error);
      }
    };
    if (form === "square") waiting.push({ run, signal });
    else run();
    next();
  });
}
