"""A table by two dimensions, each number with the way to its remarks."""
