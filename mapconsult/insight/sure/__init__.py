"""How sure one may be: who stands behind the numbers, and who does not."""
