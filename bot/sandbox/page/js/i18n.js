// The page's own words, in the chosen person's language. The bot's words come from the bot.

const TEXTS = {
  en: {
    addBot: "Add the bot again",
    added: "{who} added {whom}",
    attach: "Attach",
    attachFile: "File",
    attachMedia: "Photo or video",
    back: "Back to the chats",
    blockBot: "Stop and block bot",
    bot: "bot",
    botAnswered: "The bot did not answer in time",
    chats: "Chats",
    close: "Close",
    commands: "Commands",
    connecting: "connecting…",
    copied: "Copied to the clipboard",
    copyText: "Copy text",
    created: "{who} created the group “{title}”",
    dismissAdmin: "tap to dismiss",
    document: "File",
    download: "Download",
    dropHere: "Drop pictures here to send them",
    edited: "edited",
    empty: "No messages here yet",
    forwarded: "Forwarded from {name}",
    general: "General",
    inlineNothing: "Nothing found",
    inlineResults: "Inline results",
    joined: "{who} joined the group",
    language: "Language",
    left: "{who} left the group",
    makeAdmin: "tap to make admin",
    members: { one: "{count} member", other: "{count} members" },
    menu: "Menu",
    messages: "Messages",
    migrated: "The group became a supergroup",
    more: "More",
    next: "Next picture",
    ok: "OK",
    openFull: "Open picture in full size",
    paid: "Payment received",
    photo: "Photo",
    pickChat: "Select a chat to start messaging",
    pinned: "{who} pinned a message",
    previous: "Previous picture",
    react: "React",
    remove: "Remove",
    removeBot: "Remove the bot",
    reply: "Reply",
    replyTo: "Reply to {name}",
    role_administrator: "admin",
    role_creator: "owner",
    role_member: "member",
    role_restricted: "may not write",
    sandboxNote: "A local Telegram. Nothing leaves this machine.",
    send: "Send",
    sendAs: "Send as",
    asDocument: "File",
    asPhoto: "Photo",
    asVideo: "Video",
    showMore: "Show more",
    showLess: "Show less",
    silenceBot: "Forbid the bot to write",
    spoiler: "Hidden text: reveal",
    spoilerMedia: "Hidden picture: reveal",
    start: "Start",
    titleChanged: "{who} changed the group name to “{title}”",
    today: "Today",
    toBottom: "To the newest message",
    topics: "Topics",
    topicCreated: "Topic “{title}” created",
    tooMany: "Up to 10 files at once",
    typing: "typing",
    unavailable: "This button does nothing in the sandbox",
    unblock: "Unblock",
    unread: "unread",
    unreachable: "The sandbox does not answer",
    unsilenceBot: "Let the bot write again",
    upload_document: "sending a file",
    upload_photo: "sending a photo",
    upload_video: "sending a video",
    record_video: "recording a video",
    via: "via",
    video: "Video",
    viewer: "Picture viewer",
    whoAmI: "Who am I",
    write: "Message",
    yesterday: "Yesterday",
    you: "You",
  },
  ru: {
    addBot: "Вернуть бота",
    added: "{who} добавил(а) {whom}",
    attach: "Прикрепить",
    attachFile: "Файл",
    attachMedia: "Фото или видео",
    back: "Назад к чатам",
    blockBot: "Остановить и заблокировать",
    bot: "бот",
    botAnswered: "Бот не ответил вовремя",
    chats: "Чаты",
    close: "Закрыть",
    commands: "Команды",
    connecting: "соединение…",
    copied: "Скопировано в буфер обмена",
    copyText: "Копировать текст",
    created: "{who} создал(а) группу «{title}»",
    dismissAdmin: "нажмите, чтобы снять",
    document: "Файл",
    download: "Скачать",
    dropHere: "Отпустите картинки здесь, чтобы отправить",
    edited: "изменено",
    empty: "Здесь пока нет сообщений",
    forwarded: "Переслано от {name}",
    general: "Общее",
    inlineNothing: "Ничего не найдено",
    inlineResults: "Результаты",
    joined: "{who} теперь в группе",
    language: "Язык",
    left: "{who} больше не в группе",
    makeAdmin: "нажмите, чтобы назначить админом",
    members: {
      one: "{count} участник",
      few: "{count} участника",
      many: "{count} участников",
      other: "{count} участника",
    },
    menu: "Меню",
    messages: "Сообщения",
    migrated: "Группа стала супергруппой",
    more: "Ещё",
    next: "Следующая картинка",
    ok: "ОК",
    openFull: "Открыть картинку целиком",
    paid: "Платёж получен",
    photo: "Фотография",
    pickChat: "Выберите чат, чтобы начать общение",
    pinned: "{who} закрепил(а) сообщение",
    previous: "Предыдущая картинка",
    react: "Реакция",
    remove: "Убрать",
    removeBot: "Удалить бота из группы",
    reply: "Ответить",
    replyTo: "Ответ: {name}",
    role_administrator: "админ",
    role_creator: "владелец",
    role_member: "участник",
    role_restricted: "не может писать",
    sandboxNote: "Местный Telegram. Ничто не покидает этот компьютер.",
    send: "Отправить",
    sendAs: "Отправить как",
    asDocument: "Файл",
    asPhoto: "Фото",
    asVideo: "Видео",
    showMore: "Показать полностью",
    showLess: "Свернуть",
    silenceBot: "Запретить боту писать",
    spoiler: "Скрытый текст: показать",
    spoilerMedia: "Скрытая картинка: показать",
    start: "Начать",
    titleChanged: "{who} изменил(а) название группы на «{title}»",
    today: "Сегодня",
    toBottom: "К последнему сообщению",
    topics: "Темы",
    topicCreated: "Создана тема «{title}»",
    tooMany: "Не больше 10 файлов за раз",
    typing: "печатает",
    unavailable: "В песочнице эта кнопка ничего не делает",
    unblock: "Разблокировать",
    unread: "непрочитанные",
    unreachable: "Песочница не отвечает",
    unsilenceBot: "Разрешить боту писать",
    upload_document: "отправляет файл",
    upload_photo: "отправляет фото",
    upload_video: "отправляет видео",
    record_video: "записывает видео",
    via: "через",
    video: "Видео",
    viewer: "Просмотр картинки",
    whoAmI: "Кто я",
    write: "Сообщение",
    yesterday: "Вчера",
    you: "Вы",
  },
};

let language = "en";

export const currentLanguage = () => language;

/** Uses a person's `language_code`; English for any language the page does not speak. */
export function setLanguage(code) {
  const wanted = (code || "en").split("-")[0];
  language = wanted in TEXTS ? wanted : "en";
  document.documentElement.lang = language;
}

/** One text; `count` in the arguments chooses the plural form. */
export function t(key, args = {}) {
  const found = TEXTS[language][key] ?? key;
  const form = typeof found === "string" ? found : plural(found, args.count);
  return form.replace(/\{(\w+)\}/g, (_, name) => args[name] ?? "");
}

function plural(forms, count) {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}

/** Fills the texts of the page's fixed parts. */
export function translatePage(root = document) {
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of root.querySelectorAll("[data-placeholder]"))
    node.placeholder = t(node.dataset.placeholder);
  for (const node of root.querySelectorAll("[data-aria]")) {
    const label = t(node.dataset.aria);
    node.setAttribute("aria-label", label);
    if (node.classList.contains("icon-button")) node.title = label;
  }
}

/** Hours and minutes of a Unix time. */
export function clock(seconds) {
  const locale = language === "ru" ? "ru" : "en-GB";
  return new Date(seconds * 1000).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}

/** A day's name for the separators between messages. */
export function dayName(seconds) {
  const date = new Date(seconds * 1000);
  const days = Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);
  if (days === 0) return t("today");
  if (days === 1) return t("yesterday");
  return date.toLocaleDateString(language, { day: "numeric", month: "long" });
}

/** The time for today's messages, the date for older ones. */
export function shortWhen(seconds) {
  const date = new Date(seconds * 1000);
  if (midnight(date) === midnight(new Date())) return clock(seconds);
  return date.toLocaleDateString(language === "ru" ? "ru" : "en-GB", {
    day: "2-digit",
    month: "2-digit",
  });
}

const midnight = (date) => new Date(date).setHours(0, 0, 0, 0);

/** A file's size as people read it. */
export function fileSize(bytes = 0) {
  const units = language === "ru" ? ["Б", "КБ", "МБ"] : ["B", "KB", "MB"];
  const step = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2;
  const value = bytes / 1024 ** step;
  const digits = step && value < 100 ? 1 : 0;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })} ${units[step]}`;
}
