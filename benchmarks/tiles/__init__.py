"""Tiles a second: this image server beside nginx and iipsrv, on the same files, in one run."""
