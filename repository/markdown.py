"""From what administrators write to what readers' browsers get: Markdown in, safe HTML out."""

import nh3
from markdown_it import MarkdownIt

from repository.article_pictures import ADDRESS

_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "hr", "img", "li", "ol",
    "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
_HIGHEST, _DEEPEST = 2, 5  # levels of headings: the first is the title of the page

# HTML in the source is shown as the characters it consists of; nh3 stands behind it all the same.
_reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(
    ["table", "strikethrough"]
)


def render(source: str) -> str:
    """The HTML of a text: headings from `h2` on, pictures of our own only, no scripts."""
    tokens = _reader.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(max(int(token.tag[1:]), _HIGHEST), _DEEPEST)}"
    return nh3.clean(
        _reader.renderer.render(tokens, _reader.options, {}),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
        attribute_filter=_own_pictures,
    )


def words(source: str, most: int) -> str:
    """The text without its marks, cut at a word to `most` characters."""
    found = " ".join(nh3.clean(render(source), tags=set()).split())
    if len(found) <= most:
        return found
    return found[:most].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"


def _own_pictures(tag: str, attribute: str, value: str) -> str | None:
    return value if (tag, attribute) != ("img", "src") or value.startswith(ADDRESS) else None
