// Stands in for telegram.org/js/telegram-web-app.js: the part of window.Telegram.WebApp that speaks
// with the Telegram around a page, here the chat page of the sandbox.

(() => {
  const told = new URLSearchParams(location.hash.slice(1));
  const initData = told.get("tgWebAppData") ?? "";
  const listeners = new Map();

  const fields = Object.fromEntries(
    [...new URLSearchParams(initData)].map(([name, value]) => [name, value.startsWith("{") ? JSON.parse(value) : value]),
  );

  const post = (eventType, eventData = {}) => {
    if (parent !== window) parent.postMessage(JSON.stringify({ eventType, eventData }), "*");
  };

  const on = (name, listener) => listeners.set(name, [...(listeners.get(name) ?? []), listener]);
  const off = (name, listener) =>
    listeners.set(name, (listeners.get(name) ?? []).filter((one) => one !== listener));
  const fire = (name) => (listeners.get(name) ?? []).forEach((listener) => listener());

  const app = {
    initData,
    initDataUnsafe: fields,
    version: told.get("tgWebAppVersion") ?? "6.0",
    platform: told.get("tgWebAppPlatform") ?? "unknown",
    themeParams: {},
    colorScheme: "light",
    isExpanded: true,
    ready: () => post("web_app_ready"),
    expand: () => post("web_app_expand"),
    close: () => post("web_app_close"),
    openLink: (url) => post("web_app_open_link", { url }),
    openTelegramLink(url) {
      const { hostname, pathname, search } = new URL(url);
      if (hostname !== "t.me") throw Error("WebAppTgUrlInvalid");
      post("web_app_open_tg_link", { path_full: pathname + search });
    },
    setHeaderColor: (color_key) => post("web_app_set_header_color", { color_key }),
    onEvent: on,
    offEvent: off,
    HapticFeedback: { impactOccurred: (impact_style) => post("web_app_trigger_haptic_feedback", { impact_style }) },
    BackButton: {
      isVisible: false,
      show() {
        this.isVisible = true;
        post("web_app_setup_back_button", { is_visible: true });
      },
      hide() {
        this.isVisible = false;
        post("web_app_setup_back_button", { is_visible: false });
      },
      onClick: (listener) => on("backButtonClicked", listener),
      offClick: (listener) => off("backButtonClicked", listener),
    },
  };

  // As Telegram's own script: every colour becomes a CSS variable of the page.
  function wear(params) {
    const dark = isDark(params.bg_color);
    app.themeParams = params;
    app.colorScheme = dark ? "dark" : "light";
    const style = document.documentElement.style;
    style.setProperty("--tg-color-scheme", app.colorScheme);
    for (const [name, value] of Object.entries(params)) {
      style.setProperty(`--tg-theme-${name.replaceAll("_", "-")}`, value);
    }
  }

  function isDark(colour) {
    const hex = /^#(..)(..)(..)$/.exec(colour ?? "");
    if (!hex) return false;
    const [red, green, blue] = hex.slice(1).map((part) => parseInt(part, 16));
    return Math.sqrt(0.299 * red ** 2 + 0.587 * green ** 2 + 0.114 * blue ** 2) < 120;
  }

  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    const { eventType, eventData } = JSON.parse(data);
    if (eventType === "back_button_pressed") fire("backButtonClicked");
    if (eventType === "theme_changed") {
      wear(eventData.theme_params);
      fire("themeChanged");
    }
  });

  wear(JSON.parse(told.get("tgWebAppThemeParams") ?? "{}"));
  window.Telegram = { WebApp: app };
})();
