"""A mark of what a form showed, to notice that somebody else changed it meanwhile."""

import hashlib
import json

from repository.models import Work


def seen(work: Work) -> str:
    """A mark of the description alone: pages that arrive meanwhile do not disturb."""
    shown = json.dumps([work.label, work.summary, work.rights], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]
