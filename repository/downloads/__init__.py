"""PDFs of works, sections and pages: asked for, made by workers, kept for a while."""

from repository.downloads.asking import MAKE_PDF, Shown, ask, status
from repository.downloads.part import WHOLE, Part
from repository.downloads.sweeping import sweep_downloads

__all__ = ["MAKE_PDF", "WHOLE", "Part", "Shown", "ask", "status", "sweep_downloads"]
