"""How a work is cited: GOST R 7.0.100-2018 for people, RIS, BibTeX and CSL-JSON for programs."""

from repository.citations.citation import Citation, Kind, citation_of
from repository.citations.formats import FORMATS, CitationFormat
from repository.citations.gost import GostWords, gost

__all__ = ["FORMATS", "Citation", "CitationFormat", "GostWords", "Kind", "citation_of", "gost"]
