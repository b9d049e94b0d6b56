# Виды работы.
mode-text-to-image = Картинка по словам
mode-image-to-image = Картинка по картинке
mode-upscale = Увеличение
mode-text-to-video = Видео по словам
mode-image-to-video = Видео по картинке
mode-video-to-video = Видео по видео
mode-extend-video = Продолжение видео
mode-upscale-video = Увеличение видео

# Что считается по дням, как строки списка.
allowance-text-to-image = Картинки по словам
allowance-image-to-image = Картинки по картинкам
allowance-upscale = Увеличения
allowance-video = Видео

# Тонкая настройка: `option-<ключ>` для каждого параметра, о котором заявил поставщик.
option-strength = Сила изменения
option-scale = Увеличение
option-steps = Шаги
option-prior-steps = Шаги подготовки
option-side = Размер, пикс.
option-quality = Качество
option-variants = Вариантов
option-enhance = Улучшить описание
option-translate = Переводить на английский
option-upsampling = Дополнить описание
option-safety = Терпимость (0 — строже всего)
option-guidance = Точность по словам
option-smart-upscale = Рисовать мельче и увеличить
option-format = Формат файла
option-faces = Улучшить лица
option-denoise = Убрать шум
option-duration = Длительность, с
option-sound = Звук
option-mode = Режим (pro — тоньше)
option-resolution = Разрешение
option-references = Картинки как образцы
option-start = С секунды
option-end = По секунду

plan-free = Free
plan-pro = Pro
plan-business = Business
plan-enterprise = Enterprise

# Почему модель не берёт заказы: коды наших ошибок и слова самих поставщиков.
reason-unknown = сейчас не берёт заказы
reason-unavailable = не отвечает
reason-misconfigured = её ключ не подходит
reason-out-of-credits = закончились средства
reason-rate-limited = перегружена
reason-bad-response = отвечает невпопад
reason-disabled-by-queue = очередь переполнена
reason-disabled-manually = выключена разработчиком
reason-no-pipeline = сейчас не предлагает моделей
