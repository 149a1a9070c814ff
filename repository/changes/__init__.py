"""Changes of the catalogue as `repository.schemas` describes them: all of one or nothing of it."""
