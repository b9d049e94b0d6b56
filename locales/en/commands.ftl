# What Telegram shows when somebody types `/`, and on the bot's page.

command-start = Greeting and examples
command-imagine = Paint: /imagine a fox in the snow
command-settings = Model, style, proportions and more
command-history = Your pictures
command-quota = What is left today
command-status = Which models answer now
command-cancel = Stop what is running
command-upscale = Upscale a picture
command-help = How it works
command-group = Group settings, for admins
command-privacy = What is stored, export, delete
command-provider = Choose a model
command-style = Choose a style
command-ratio = Choose proportions
command-negative = What must not be in the picture
command-language = Choose a language

bot-description = I paint what you write. Tell me in your own words what you want to see, or send a photo with a caption that says what to change.
bot-short-description = Paints pictures from your words
