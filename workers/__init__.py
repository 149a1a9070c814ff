"""Background work: Celery tasks that turn scans into what readers see."""
