"""How fast the bot is, each figure against a floor that is measured in the same run."""
