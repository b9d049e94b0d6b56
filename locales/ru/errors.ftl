# По одному `error-<код>` на каждую ошибку из bot/core/errors.py: что случилось и что можно сделать.

error-prompt-empty = ✏️ Тут нечего рисовать. Напишите, что хотите увидеть.
error-prompt-too-long = ✂️ { $model } читает не больше { $limit } знаков, а у вас { $length }. Сократите запрос.
error-prompts-too-long = ✂️ { $model } читает не больше { $limit } знаков вместе с тем, чего не должно быть на картинке, а у вас { $length }. Сократите что-нибудь из этого.
error-unknown-parameter = 🤔 У { $model } нет параметра <code>--{ $name }</code>. Есть: <code>{ $known }</code>
error-bad-parameter = 🤔 С { $model } так не получится: <code>--{ $name } { $value }</code>. Можно: { $allowed }
error-unknown-model = 🤔 Непонятно, какую модель вы имеете в виду: «{ $name }». Я знаю такие: { $known }
error-unknown-style = 🤔 У { $model } нет стиля «{ $name }». Есть: { $known }
error-unknown-ratio = 🤔 { $model } не рисует в пропорциях { $name }. Можно: { $known }
error-unsupported-option = 🤔 { $model } не принимает здесь <code>--{ $name }</code>. Можно: <code>{ $known }</code>
error-unsupported-mode = 🤔 { $mode ->
    [mask] { $model } не умеет менять только отмеченную часть. Модели, которые умеют: { $able }.
    [image_to_image] { $model } не работает с готовыми картинками. Модели, которые умеют: { $able }.
    [upscale] { $model } не увеличивает картинки. Модели, которые умеют: { $able }.
    [text_to_video] { $model } не снимает видео по словам. Модели, которые умеют: { $able }.
    [image_to_video] { $model } не оживляет картинки. Модели, которые умеют: { $able }.
    [video_to_video] { $model } не переделывает видео. Модели, которые умеют: { $able }.
    [extend_video] { $model } не может продолжить это видео. Модели, которые умеют: { $able }.
    [upscale_video] { $model } не может увеличить это видео. Модели, которые умеют: { $able }.
   *[other] { $model } не рисует по словам. Модели, которые умеют: { $able }.
  }
error-input-missing = 🖼 Не хватает картинки. Пришлите её или ответьте этой командой на картинку.
error-input-too-large = 🐘 В картинке { $size_mb } МБ, а можно не больше { $limit_mb } МБ. Пришлите поменьше или как фото.
error-input-too-many = 🖼 { $model } берёт за раз не больше { $limit ->
    [one] { $limit } картинки
    [few] { $limit } картинок
   *[many] { $limit } картинок
  }, а вы прислали { $count }.
error-input-unreadable = 🧐 Не получается прочитать это как картинку. Пришлите её как фото или файлом JPEG, PNG или WebP.
error-input-gone = 🕳 Эта картинка больше не хранится. Пришлите её ещё раз.
error-not-found = 🕳 Этого уже нет.
error-not-yours = ✋ Это принадлежит другому человеку.
error-search-over = 🔎 Это было давно, и я уже не помню, что вы искали. Отправьте <code>/history</code> с этими словами ещё раз.
error-nothing-to-cancel = Останавливать нечего.

error-quota-exceeded = 📊 { $allowance ->
    [image_to_image] Картинки по картинкам
    [upscale] Увеличения
    [video] Видео
   *[other] Картинки
  }: на сегодня осталось { $left } из { $limit }, а нужно { $needed }. Новый день начнётся через { $hours } ч { $minutes } мин.
error-throttled = 🐢 Слишком быстро. Попробуйте снова через { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунды
   *[many] { $seconds } секунд
  }.
error-banned = ⛔ Оператор закрыл вам доступ к боту. { $reason }

error-misconfigured = 🔑 Поставщик модели не принимает ключ этого бота. Исправить это может только оператор.
error-out-of-credits = 🪫 У этого бота закончились средства у поставщика модели. Пополнить их может только оператор.
error-rate-limited = 🚦 К этой модели сейчас слишком много запросов. Попробуйте через минуту.
error-unavailable = 💤 { $reason ->
    [DISABLED_BY_QUEUE] Очередь к модели сейчас переполнена.
    [DISABLED_MANUALLY] Разработчик временно выключил эту модель.
    [RETIRED] Этой модели у разработчика больше нет.
   *[other] Модель сейчас не отвечает.
  }
error-content-rejected = 🙅 Модерация модели не пропустила этот запрос. Скажите другими словами или возьмите другую картинку.
error-invalid-request = 🤔 Модель не справляется с таким запросом. Измените слова или настройки.
error-bad-response = 🤯 Модель ответила что-то непонятное.
error-task-failed = 💥 Модель начала рисовать и не смогла закончить.
error-timed-out = ⌛ Модель рисует слишком долго, больше я не жду.
error-result-lost = 🕳 Картинка была готова, но забрать её уже не удалось.
error-ambiguous = 🌫 Модель не ответила, принят ли запрос. Сам я второй раз не отправляю, чтобы не заплатить дважды.

error-cancelled = ✖ Остановлено.
error-cancelled-late = ✖ Остановлено, но модель уже начала работу.

error-unreachable = 📪 В этот чат нельзя написать.
error-file-rejected = 📎 Telegram не принимает здесь эту картинку ни как фото, ни как файл. Если в этом чате картинки запрещены, напишите мне в личный чат, а если нет, попробуйте другие пропорции.

error-internal = 🛠 Пока картинка рисовалась, у нас что-то сломалось. Оператор найдёт это в журнале под номером <code>{ NUMBER($run, useGrouping: 0) }</code>.

# Что стало с лимитом и что делать дальше.
error-refunded = Дневной лимит не потрачен.
error-spent = Запрос засчитан в дневной лимит.
error-next-retry = 🔁 Попробуйте ещё раз: это может помочь.
error-next-model = ➡️ Возможно, справится другая модель.
error-unexpected = 🛠 У нас что-то сломалось. Если это повторится, сообщите оператору этот номер: <code>{ $reference }</code>
