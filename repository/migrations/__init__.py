"""Steps from one shape of the catalogue to the next (Alembic)."""
