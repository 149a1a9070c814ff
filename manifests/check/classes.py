"""Which class has which property: Presentation API 3.0, appendix A."""

_TEXTS = {"label", "summary", "metadata", "requiredStatement", "rights", "provider", "thumbnail"}
_LINKS = {"seeAlso", "service", "homepage", "rendering", "partOf"}
_COMMON = _TEXTS | _LINKS | {"id", "type", "behavior"}
_CANVASES = {"placeholderCanvas", "accompanyingCanvas"}
_VIEWED = _COMMON | _CANVASES | {"navDate", "navPlace", "items", "annotations"}
_W3C = {"created", "creator", "generated", "generator", "modified", "canonical", "via", "audience"}

ALLOWED: dict[str, frozenset[str]] = {
    "Collection": frozenset(_VIEWED | {"viewingDirection", "services"}),
    "Manifest": frozenset(_VIEWED | {"viewingDirection", "services", "start", "structures"}),
    "Canvas": frozenset(_VIEWED | {"width", "height", "duration"}),
    "Range": frozenset(_VIEWED | {"viewingDirection", "start", "supplementary"}),
    "AnnotationCollection": frozenset(_COMMON | {"first", "last", "total"} | _W3C),
    "AnnotationPage": frozenset(_COMMON | {"items", "next", "prev", "startIndex"} | _W3C),
    "Annotation": frozenset(
        _COMMON
        | {"motivation", "body", "bodyValue", "target", "timeMode", "stylesheet"}
        | {"textGranularity"}
        | _W3C
    ),
    "Agent": frozenset({"id", "type", "label", "homepage", "logo", "seeAlso", "summary"}),
}

REQUIRED: dict[str, tuple[str, ...]] = {
    "Collection": ("id", "type", "label", "items"),
    "Manifest": ("id", "type", "label", "items"),
    "Canvas": ("id", "type"),
    "Range": ("id", "type", "items"),
    "AnnotationPage": ("id", "type"),
    "Annotation": ("id", "type", "target"),
    "Agent": ("id", "type", "label"),
    "homepage": ("id", "type", "label"),
    "rendering": ("id", "type", "label"),
    "seeAlso": ("id", "type"),
    "partOf": ("id", "type"),
    "thumbnail": ("id", "type"),
    "logo": ("id", "type"),
}
"""By class, and for linked things by the property that links them."""

LISTS = frozenset(
    {"metadata", "provider", "thumbnail", "behavior", "seeAlso", "service", "services"}
    | {"homepage", "rendering", "partOf", "items", "structures", "annotations", "logo"}
)
"""Properties whose value is a list even for one thing."""

MAY_BE_EMPTY = frozenset({"Canvas.items", "Collection.items", "AnnotationPage.items"})

DIRECTIONS = frozenset({"left-to-right", "right-to-left", "top-to-bottom", "bottom-to-top"})

GRANULARITIES = frozenset({"page", "block", "paragraph", "line", "word", "glyph"})
"""How much of a text an annotation says, by the extension for text granularity."""

_TIMED = {"auto-advance", "no-auto-advance"}
_LAYOUT = {"unordered", "individuals", "continuous", "paged"}

BEHAVIORS: dict[str, frozenset[str]] = {
    "Collection": frozenset(
        _TIMED | _LAYOUT | {"repeat", "no-repeat", "multi-part", "together", "hidden"}
    ),
    "Manifest": frozenset(_TIMED | _LAYOUT | {"repeat", "no-repeat", "hidden"}),
    "Canvas": frozenset(_TIMED | {"facing-pages", "non-paged", "hidden"}),
    "Range": frozenset(_TIMED | _LAYOUT | {"sequence", "thumbnail-nav", "no-nav", "hidden"}),
    "AnnotationCollection": frozenset({"hidden"}),
    "AnnotationPage": frozenset({"hidden"}),
    "Annotation": frozenset({"hidden"}),
}
"""The words of section 3.4.2 by class."""

EXCLUSIVE = (
    frozenset({"auto-advance", "no-auto-advance"}),
    frozenset({"repeat", "no-repeat"}),
    frozenset({"unordered", "individuals", "continuous", "paged"}),
    frozenset({"facing-pages", "non-paged"}),
    frozenset({"multi-part", "together"}),
    frozenset({"sequence", "thumbnail-nav", "no-nav"}),
)
"""Of each set, one word at most."""
