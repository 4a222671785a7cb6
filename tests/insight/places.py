"""Where the remarks of these tests stand (tests/conftest.py draws the areas)."""

RYNEK, DRAHIMSKA = (16.1, 53.5), (16.3, 53.5)
ZLOCIENIEC = (15.9, 53.5)
SEA = (17.5, 55.2)
