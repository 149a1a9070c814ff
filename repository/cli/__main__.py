"""`python -m repository.cli` is the command `keruen`."""

from repository.cli.entry import main

main()
