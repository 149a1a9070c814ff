"""The command `keruen`: one module for each family of commands, loaded when one of them is run."""
