caption-note = ✍️ Painted from:
recipe-note = Painted from
