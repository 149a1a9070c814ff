"""What a folder with a `work.json`, a METS file or a IIIF manifest says a work shall be."""

from repository.plans.carrying_out import carry_out
from repository.plans.copying import complete
from repository.plans.plan import Plan
from repository.plans.reading import Reading, find_plan

__all__ = ["Plan", "Reading", "carry_out", "complete", "find_plan"]
