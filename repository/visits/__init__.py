"""How much the collections are used, by the rules of COUNTER and without knowing anybody.

A web process notes what is seen (`noting`), every few seconds its notes go to the catalogue, and
a worker makes numbers of them (`counting`): docs/statistics.md says what is counted.
"""

from repository.visits.counting import count_visits
from repository.visits.noting import Seen, VisitLog
from repository.visits.numbers import Numbers, active_visitors, numbers_of

__all__ = ["Numbers", "Seen", "VisitLog", "active_visitors", "count_visits", "numbers_of"]
