"""Pages for officials: moderation, decisions, and what a clerk enters."""
