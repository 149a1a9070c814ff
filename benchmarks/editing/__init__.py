"""What it costs to change many works at once."""
