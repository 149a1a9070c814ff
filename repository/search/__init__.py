"""Finding works by their descriptions and by the text of their pages, in three languages."""
