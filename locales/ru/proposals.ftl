# Помощь со словами запроса.

words-help = 🪄 Помочь со словами
reword-improve = ✨ Улучшить
reword-translate = 🌐 Перевести на английский
toast-proposing = 🪄 Минутку…

proposal-waiting = 🪄 Подбираю слова…
proposed-improve = 🪄 Может быть, так? Нажмите, чтобы скопировать:

    { $prompt }
proposed-translate = 🌐 По-английски, нажмите, чтобы скопировать:

    { $prompt }
proposal-use = 🎨 Нарисовать
proposal-another = 🔁 Другое
proposal-retry = 🔁 Ещё раз
proposal-edit = ✏️ Поправить
proposal-keep = ↩️ Оставить моё
proposal-kept = 👌 Ваш запрос остался прежним:

    { $prompt }
proposal-late = ⏳ Предложение не пришло вовремя. Ваш запрос не изменился, и ничего не списано.
proposal-failed = 🪄 Не получилось найти другие слова. Ваш запрос не изменился, и ничего не списано.

ask-proposal = ✏️ Пришлите запрос таким, какой нужен. Вот предложение, нажмите, чтобы скопировать:

    { $prompt }
