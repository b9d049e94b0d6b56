# Видео: чего нельзя и почему.
error-input-too-long = 🎞 { $model } берёт видео не длиннее { $limit } с, а в вашем { $seconds } с. Обрежьте его.
error-shots-unfit = 🎬 { $what ->
    [none] { $model } не снимает видео из нескольких сцен. Опишите одну сцену или выберите другую модель.
    [count] { $model } снимает не больше { $high } сцен за раз, а у вас их { $value }.
    [words] Сцена { $shot }: { $model } читает от 1 до { $high } символов описания, а здесь их { $value }.
    [length] Сцена { $shot }: { $value } с, а { $model } снимает сцены от { $low } до { $high } с.
    [whole] Сцена { $shot }: { $value } с, а { $model } считает только целыми секундами.
   *[total] Все сцены вместе длятся { $value } с, а { $model } снимает от { $low } до { $high } с.
  }
error-elements-unfit = 🧩 { $what ->
    [none] { $model } не умеет работать с сохранёнными героями.
    [count] { $model } берёт не больше { $high } сохранённых героев, а в описании их { $value }.
    [pictures] Картинок у @{ $name }: { $value }, а { $model } нужно от { $low } до { $high }.
   *[input] С сохранёнными героями { $model } нужна ещё и начальная картинка. Пришлите её.
  }

# Видео: готовые.
caption-length = { $seconds } с
clip-too-large = 📦 { $size } МБ: больше, чем Telegram принимает от бота. Ссылка ⬇ работает до { $until } UTC; 📄 даст новую.
clip-nowhere = 📦 { $size } МБ: больше, чем Telegram принимает от бота. Файл хранится здесь: когда оператор задаст PUBLIC_URL, 📄 даст ссылку на него.
result-download = ⬇ Скачать
