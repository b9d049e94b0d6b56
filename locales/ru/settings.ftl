panel-text = ⚙️ <b>Настройки</b>
    Для следующих картинок. Рисует <b>{ $model }</b>.
panel-model = 🧠 Модель
panel-style = 🎨 Стиль
panel-ratio = 📐 Пропорции
panel-count = 🔢 Картинок
panel-negative = 🚫 Исключить
panel-advanced = 🎛 Тонкая настройка
panel-language = 🌍 Язык
panel-reset = ↩️ Сбросить
panel-close = ✖ Закрыть
panel-closed = ⚙️ Закрыто.

panel-model-text = 🧠 <b>Модель</b>

    { $groups }
panel-model-off = ⚠️ { $model }: { $reason }

panel-style-text = 🎨 <b>Стиль</b>: { $style }
panel-style-none = Без стиля

panel-ratio-text = 📐 <b>Пропорции</b>: { $ratio }

panel-count-text = 🔢 <b>Картинок на один запрос</b>: { $count }

    Каждая из них идёт в дневной лимит.

panel-negative-text = 🚫 <b>Что исключить из картинок</b>

    { $negative }
panel-negative-write = ✏️ Написать
panel-negative-clear = 🗑 Очистить

panel-advanced-text = 🎛 <b>Тонкая настройка</b>: { $model }

    Нажмите на название, чтобы вернуть значение самой модели.
panel-seed-random = 🎲 Seed: случайный
panel-seed-fixed = 📌 Seed: { $seed }
panel-seed-free = 🎲 Случайный

panel-language-text = 🌍 <b>Язык</b>
language-auto = Как в Telegram

panel-reset-text = ↩️ <b>Сбросить всё?</b>

    Модель, стиль, пропорции и остальное станут такими, как в начале. Язык не изменится.
panel-reset-yes = ↩️ Сбросить

set-model = 🧠 Модель: <b>{ $model }</b>
set-model-dropped = Она обойдётся без этого: { $dropped }.
set-style = 🎨 Стиль: <b>{ $style }</b>
set-ratio = 📐 Пропорции: <b>{ $ratio }</b>
set-negative = 🚫 Исключено: <i>{ $negative }</i>
set-negative-none = 🚫 Больше ничего не исключено.
set-language = 🌍 Теперь я говорю по-русски.

dropped-style = стиль
dropped-ratio = пропорции
dropped-negative = исключённое
dropped-seed = seed
