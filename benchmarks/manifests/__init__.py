"""How long presentation documents take."""
