caption-note = ✍️ Нарисовано по словам:
recipe-note = Нарисовано по словам
