"""Pages for officials: a consultation's settings, its guests, its plan layers, and the way between them."""
