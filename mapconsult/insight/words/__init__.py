"""What people say in words: lemmas, telling words, themes that the computer suggests."""
