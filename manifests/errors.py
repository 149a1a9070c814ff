"""What can go wrong between a request for a document and the document.

PresentationError
├── DocumentNotFoundError
├── DocumentGoneError
├── LoginRequiredError
├── ForbiddenError
└── InvalidDocumentError
"""


class PresentationError(Exception):
    """Base of all errors of this package."""


class DocumentNotFoundError(PresentationError):
    """There is no such work, page or collection, or it is not published to this visitor."""


class DocumentGoneError(PresentationError):
    """The work or collection was here and has been withdrawn for good."""


class LoginRequiredError(PresentationError):
    """It is published but restricted, and the visitor has not said who they are."""


class ForbiddenError(PresentationError):
    """It is published but restricted, and not for this visitor."""


class InvalidDocumentError(PresentationError):
    """iiif-prezi3 refused a document; the message lists places and reasons, a line each."""
