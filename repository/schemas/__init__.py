"""What may be said of the catalogue's things from outside: by the REST API, by `work.json`."""
