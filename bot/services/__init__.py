"""What the bot does, whoever asks and whoever paints."""
