"""Results for everybody: a page, the same in a frame, downloads."""
