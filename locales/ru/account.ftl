quota-text = 📊 <b>Тариф { $plan }</b>

    { $lines }

    Новый день начнётся через { $resets } (00:00 UTC).
quota-line = { $kind }: осталось <b>{ $left }</b> из { $limit }
quota-line-free = { $kind }: без ограничений, использовано { $used }

status-text = 🚦 <b>Модели</b>

    { $lines }
status-line = 🟢 <b>{ $model }</b>, обычно { $usual }
status-line-queue = {" "}· в её очереди { $queue }
status-line-waiting = {" "}· ждут здесь: { $waiting }
status-line-off = 🔴 <b>{ $model }</b>: { $reason }
status-balances = 💳 <b>Осталось у поставщиков</b>

    { $lines }
status-balance = { $vendor } – { $left }
status-balance-resets = {" "}· обновится { $resets } UTC
balance-credits = кредитов: { $left }
balance-generations = картинок: { $left }
balance-upscales = увеличений: { $left }

privacy-text = 🔒 <b>Что хранится о вас</b>

    • ваш ID в Telegram, язык и настройки
    • ваши запросы, картинки по ним и ссылки, которыми вы поделились
    • ваши пресеты и показанные элементы
    • сколько использовано из дневного лимита

    { $kept } Запрос уходит к поставщику модели, без вашего имени.
privacy-kept = Картинки хранятся, пока вы их не удалите.
privacy-kept-days = { $days ->
    [one] Файлы хранятся { $days } день.
    [few] Файлы хранятся { $days } дня.
   *[many] Файлы хранятся { $days } дней.
  }
privacy-export = 📦 Выгрузить мои данные
privacy-export-toast = 📦 Собираю…
privacy-export-caption = 📦 Всё, что о вас хранится: <code>data.json</code> и ваши картинки.
privacy-erase = 🗑 Удалить мои данные
privacy-erase-text = 🗑 <b>Удалить всё?</b>

    Настройки, история и картинки исчезнут, а всё, что сейчас рисуется, остановится. Отменить это нельзя. Сообщения в нашем чате останутся, пока вы их не удалите.
privacy-erase-yes = 🗑 Удалить всё
privacy-erased = ✅ Готово, всё удалено. Напишите мне, когда захотите, и начнём с чистого листа.
