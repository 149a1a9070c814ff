"""The catalogue and every way into it."""
