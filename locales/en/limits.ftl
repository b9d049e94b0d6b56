# What a model cannot be asked for.
error-link-unfit = 🔗 { $model } wants a link in the place of words, such as { $example }
error-not-english = 🇬🇧 { $model } reads English only. Say it in English, please.
error-options-clash = ⚙️ { $model } does not make { $one } together with { $other }. Change one of them.
