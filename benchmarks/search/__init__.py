"""How fast a large collection is indexed and searched."""
