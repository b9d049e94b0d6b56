# Листы с картинками.

gallery-pick = Нажмите номер, чтобы открыть картинку.
gallery-narrow = 🗂 Фильтр
gallery-by-day = 📅 По дням
gallery-search = 🔎 Поиск
gallery-app = ✨ Открыть галерею

gallery-favourites = ⭐ Избранное
gallery-kind-picture = 🎨 Нарисованные
gallery-kind-changed = 🖌 Изменённые
gallery-kind-upscaled = 🔍 Увеличенные
gallery-kind-video = 🎬 Видео
gallery-of-model = Модель { $model }

gallery-shelves = 🗂 Что показать?
gallery-empty-shelf = { $what }: здесь больше ничего нет.
gallery-which = ☝️ На этом листе несколько картинок. Нажмите номер нужной, а потом ответьте на неё.

gallery-days = 📅 { $what }: за какой день? Дни считаются по UTC.
gallery-day = { $day } · { $count }
gallery-earlier-days = Раньше ▶
gallery-latest-days = ⏮ Последние

gallery-ask-search = 🔎 Что поискать в ваших запросах? Достаточно части слова: <i>лис</i>
gallery-found = 🔎 { $words }
gallery-nothing-found = 🔎 Среди ваших картинок нет ни одной, в запросе которой есть «{ $words }».
gallery-nothing-so-far = 🔎 Среди просмотренных картинок (их { $count }) «{ $words }» нет. Более старые пока не просмотрены.
gallery-searched = Просмотрено картинок: { $count }. Более старые пока не просмотрены.
gallery-search-on = Искать дальше ▶
