# Что Telegram показывает, когда набирают `/`, и на странице бота.

command-start = Приветствие и примеры
command-imagine = Нарисовать: /imagine лиса в снегу
command-settings = Модель, стиль, пропорции и другое
command-history = Ваши картинки
command-quota = Сколько осталось на сегодня
command-status = Какие модели сейчас работают
command-cancel = Остановить
command-upscale = Увеличить картинку
command-group = Настройки группы, для админов
command-help = Как это работает
command-privacy = Что хранится, выгрузка, удаление
command-provider = Выбрать модель
command-style = Выбрать стиль
command-ratio = Выбрать пропорции
command-negative = Чего не должно быть на картинке
command-language = Выбрать язык

bot-description = Рисую то, что вы напишете. Опишите своими словами, что хотите увидеть, или пришлите фото с подписью, что в нём изменить.
bot-short-description = Рисую картинки по вашим словам
