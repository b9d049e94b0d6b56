// The Telegram around the page. Without one (a plain browser) everything here does next to nothing.

const app = window.Telegram?.WebApp ?? null;

/** What Telegram signed for whoever opened the page; "" in a plain browser. */
export const launchData = app?.initData ?? "";

/** The language of their Telegram, until the bot says which one they chose. */
export const languageCode = app?.initDataUnsafe?.user?.language_code ?? navigator.language;

const wear = () => document.documentElement.style.setProperty("color-scheme", app.colorScheme);

/** Says that the page is there, takes all the room there is, and is light or dark as Telegram is. */
export function ready() {
  if (app) wear();
  app?.onEvent?.("themeChanged", wear);
  app?.ready();
  app?.expand();
  app?.setHeaderColor?.("bg_color");
}

export const close = () => app?.close();

export const openTelegramLink = (url) =>
  app ? app.openTelegramLink(url) : window.open(url, "_blank", "noopener");

/** A small knock, where the phone can. */
export const knock = (kind = "light") => app?.HapticFeedback?.impactOccurred?.(kind);

/** Shows Telegram's own button back while something is open; null takes it away. */
let goBack = null;

export function onBack(action) {
  if (goBack) app?.BackButton?.offClick?.(goBack);
  goBack = action;
  if (action) {
    app?.BackButton?.onClick?.(action);
    app?.BackButton?.show?.();
  } else {
    app?.BackButton?.hide?.();
  }
}
