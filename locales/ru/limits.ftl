# О чём модель нельзя просить.
error-link-unfit = 🔗 { $model } ждёт ссылку вместо слов, например { $example }
error-not-english = 🇬🇧 { $model } понимает только английский. Опишите по-английски.
error-options-clash = ⚙️ { $model } не умеет { $one } вместе с { $other }. Поменяйте что-то одно.
