"""One filter state beside another, and one period after the other."""
