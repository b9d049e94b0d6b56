# Инлайн-режим: @бот в любом чате.

inline-model-resting = 💤 { $model }
inline-cost = 1 картинка из лимита, осталось { $left } из { $limit } · около { $time }
inline-cost-free = 1 картинка · около { $time }
inline-picture = Картинка
inline-quota = Картинки на сегодня закончились
inline-quota-details = Новый день начнётся через { $hours } ч { $minutes } мин
inline-own = Ваша картинка как есть
inline-waiting = 🎨 <b>{ $model }</b>
inline-start = ▶️ Нарисовать
inline-another = 🔁 Нарисовать ещё
inline-after-all = 🔁 Всё-таки нарисовать
inline-more = 🖼 { $count ->
    [one] Получилась ещё { $count } картинка: она в /history.
    [few] Получились ещё { $count } картинки: они в /history.
   *[many] Получилось ещё { $count } картинок: они в /history.
  }
# Кнопка над результатами, ведёт в личный чат.
inline-empty = Картинок пока нет: пишите дальше, что нарисовать
inline-only-own = Ваши картинки · рисование здесь не настроено
inline-empty-only-own = Картинок пока нет, а рисование здесь не настроено
inline-no-storage = 🔧 Рисование в других чатах не настроено. Владельцу бота нужно задать <code>STORAGE_CHAT_ID</code>; в личном чате с ботом всё работает.
error-storage-closed = 🔧 Картинка готова, но боту некуда загрузить её для этого чата: владельцу нужно проверить <code>STORAGE_CHAT_ID</code>. Картинка есть в /history в личном чате.
