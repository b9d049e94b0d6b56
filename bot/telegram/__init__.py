"""Everything that speaks Telegram, except the handlers."""
