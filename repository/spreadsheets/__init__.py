"""XLSX files, read in a process of their own.

The reader lays a sheet out as a rectangle in memory, and a file of two cells can ask for one of
seventeen billion: that must not end the web server.
"""

from repository.spreadsheets.reading import Sheet, read_xlsx

__all__ = ["Sheet", "read_xlsx"]
