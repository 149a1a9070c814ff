"""Between readers and libraries: messages about works, requests for copies, and their mail."""

from repository.correspondence.deliveries import (
    advance,
    ask_for_copy,
    find_delivery,
    find_secret,
    list_deliveries,
    steps_of,
)
from repository.correspondence.feedback import (
    answer_feedback,
    find_feedback,
    give_feedback,
    list_feedback,
)
from repository.correspondence.flood import check_sender

__all__ = [
    "advance",
    "answer_feedback",
    "ask_for_copy",
    "check_sender",
    "find_delivery",
    "find_feedback",
    "find_secret",
    "give_feedback",
    "list_deliveries",
    "list_feedback",
    "steps_of",
]
