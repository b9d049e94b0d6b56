# Слова, общие для нескольких экранов.

language-name = Русский

value-on = вкл.
value-off = выкл.
value-none = нет
value-nothing = ничего

button-back = ⬅ Назад
button-cancel = ✖ Отменить
button-never-mind = ✖ Не надо
button-delete = 🗑 Удалить
button-keep = ⬅ Оставить
button-settings = ⚙️ Настройки
button-help = ❓ Помощь
button-quota = 📊 Лимиты
button-status = 🚦 Модели

# Короткие ответы на нажатие кнопки: не длиннее 200 знаков.
toast-started = 🎨 Рисую!
toast-cancelling = ✖ Останавливаю… То, что модель уже начала, может пойти в дневной лимит.
toast-favoured = ⭐ Добавлено в избранное.
toast-unfavoured = Убрано из избранного.
toast-deleted = 🗑 Удалено.
toast-no-more = Дальше ничего нет.
toast-nothing-there = Здесь пока ничего нет.
toast-dead-button = Эта кнопка осталась от прежней версии и больше не работает. Отправьте команду ещё раз.
toast-other-question = Этот вопрос уже не актуален.

cancelled-question = Хорошо, не надо.
cancelled-runs = ✖ { $count ->
    [one] Остановлена { $count } картинка.
    [few] Остановлены { $count } картинки.
   *[many] Остановлено { $count } картинок.
  } То, что модель уже начала, может пойти в дневной лимит.

unknown-command = Команды <code>{ $command }</code> я не знаю. Просто напишите, что нарисовать, или загляните в /help.
unknown-content = Я понимаю слова и картинки. Напишите, что нарисовать, или пришлите фото с подписью, что в нём изменить.
