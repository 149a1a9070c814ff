"""How well texts are recognised, by preparation of the page and by language."""
