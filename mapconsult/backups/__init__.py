"""Backups: one file with the database and the media, and the way back."""
