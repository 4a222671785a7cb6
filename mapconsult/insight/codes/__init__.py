"""Codes that officials give to remarks and open answers, and how far two of them agree."""
