"""`python -m repository.cli` is the command `keruen`."""

from repository.cli.main import main

main()
