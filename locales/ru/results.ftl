result-again = 🔁 Ещё раз
result-vary = ✨ 4 варианта
result-edit = ✏️ Запрос
result-change = 🖌 Изменить
result-upscale = 🔍 Увеличить
result-file = 📄 Файл
result-favour = ⭐ В избранное
result-favoured = 🌟 В избранном
result-share = 🔗 Ссылка
result-copy = 📋 Команда
result-delete = 🗑 Удалить
result-back-numbered = ⬅ Картинка { $number }

file-caption = 📄 Оригинал, { $size }, рецепт внутри. Пришлите его мне файлом, и продолжим с этого места.

failure-retry = 🔁 Ещё раз
failure-other = ➡️ { $model }
failure-shorten = ✂️ Сократить и нарисовать
failure-edit = ✏️ Изменить запрос

recipe-text = 📜 <b>Рецепт</b>
    { $prompt }
    { $lines }
recipe-found = Вместе с файлом пришёл его рецепт.
recipe-found-of = Вместе с файлом пришёл его рецепт, записанный в { $program }.
recipe-model = Модель
recipe-mode = Вид работы
recipe-style = Стиль
recipe-ratio = Пропорции
recipe-seed = Seed
recipe-negative = Исключено
