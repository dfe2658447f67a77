"""The page's HTML but for the map itself: header, the linked text, and lists for what a map cannot show.

Names are spans with the role of a button: real buttons cannot break over lines, and their words cannot be selected.
"""

from collections.abc import Mapping, Sequence
from html import escape

from geomap.export.page_collect import Collection
from geomap.export.page_mark import Mark
from geomap.export.page_safety import clean, web_address
from geomap.export.page_text import Link, Piece, Sentence, outermost, paragraphs, sentences
from geomap.records import Article, MappedArticle, Span

_TITLE_LENGTH = 160  # a first paragraph longer than this is no headline
_NOWHERE = {"missing": "in no gazetteer", "unplaced": "the text does not say where this area is"}


def text(value: str) -> str:
    """Any text, made fit for HTML and escaped."""
    return escape(clean(value))


def headline(article: Article) -> str:
    """The article's title; without one its first short paragraph, and at last its id."""
    if article.title and article.title.strip():
        return article.title.strip()
    first = next(iter(paragraphs(article.text)), None)
    if first is not None and first.end - first.start <= _TITLE_LENGTH:
        return article.text[first.start : first.end]
    return article.id


def byline(article: Article) -> str:
    """When and where it was published, with a link where there is an ordinary one."""
    parts = []
    if article.published:
        parts.append(f"<span>{text(article.published)}</span>")
    address = web_address(article.url)
    if address is not None:
        host = address.split("//", 1)[1].split("/", 1)[0].rsplit("@", 1)[-1]
        parts.append(f'<a href="{text(address)}" rel="noopener noreferrer">{text(host)}</a>')
    elif article.url:
        parts.append(f"<bdi>{text(article.url)}</bdi>")
    return " · ".join(parts)


def heading(one: MappedArticle, found: Collection, title: str) -> str:
    """The page's title; where it is the text's first paragraph, with that paragraph's names linked."""
    article, whole = one.article, outermost(found.links[0])
    spans = paragraphs(article.text, [link.span for link in whole])
    if spans and article.text[spans[0].start : spans[0].end] == title:
        return _paragraph(article.text, spans[0], whole, found)
    return text(title)


def article_texts(mapped: Sequence[MappedArticle], found: Collection, title: str) -> str:
    """The text column's articles: one as it is, several as sections to be opened."""
    if len(mapped) == 1:
        return _article(mapped[0], found.links[0], found, title)
    sections = []
    for number, (one, links) in enumerate(zip(mapped, found.links, strict=True)):
        by = byline(one.article)
        sections.append(
            f'<details class="section"{" open" if number == 0 else ""}>'
            f"<summary><bdi>{text(headline(one.article))}</bdi></summary>{f'<p class=byline>{by}</p>' if by else ''}"
            f"{_article(one, links, found, None)}</details>"
        )
    return "\n".join(sections)


def place_list(marks: Sequence[Mark]) -> str:
    """Every place as a list, for readers without a script."""
    return f"<ul>{''.join(f'<li dir=auto>{text(mark.name)}, {_described(mark)}</li>' for mark in marks)}</ul>"


def place_buttons(marks: Sequence[Mark], numbers: Mapping[str, int]) -> str:
    """Every place as a button: the column of a page that may not show the text."""
    rows = "".join(
        f'<li dir="auto"><span class="name {_style(mark)}" data-mark="{numbers[mark.key]}"'
        f"{_layer(mark)}>{text(mark.name)}</span> <small>{_described(mark)}</small></li>"
        for mark in marks
    )
    return f'<ul class="places">{rows}</ul>'


def beside_the_map(found: Collection) -> str:
    """What the text says that has no place on the map: areas tied to no place, names in no gazetteer."""
    blocks = []
    if found.unplaced:
        rows = "".join(f"<li dir=auto><q>{text(words)}</q>{_reason(why)}</li>" for words, why in found.unplaced)
        blocks.append(f"<h2>Areas quoted without a place</h2><ul>{rows}</ul>")
    if found.missing:
        rows = "".join(f"<li dir=auto>{text(name)}</li>" for name in found.missing)
        blocks.append(f"<h2>Names in no gazetteer</h2><ul>{rows}</ul>")
    return f'<aside class="aside" aria-label="Not on the map">{"".join(blocks)}</aside>' if blocks else ""


def _style(mark: Mark) -> str:
    return mark.layer if mark.layer in ("area", "region") else mark.kind.value


def _described(mark: Mark) -> str:
    return text(", ".join(part for part in (mark.words, mark.where) if part))


def _reason(why: str) -> str:
    return f": {text(why)}" if why else ""


def _article(one: MappedArticle, links: Sequence[Link], found: Collection, title: str | None) -> str:
    """The text in paragraphs. Those at its beginning that only repeat the title are left out.

    Without `title` the heading above it has no links, so that only a paragraph without any may be left out.
    """
    article, whole = one.article, outermost(links)
    rows, begun = [], False
    for span in paragraphs(article.text, [link.span for link in whole]):
        linked = title is None and any(span.contains(link.span) for link in whole)
        if not begun and not linked and article.text[span.start : span.end] == (title or headline(article)):
            continue  # agencies print a headline two or three times
        begun = True
        rows.append(f'<p dir="auto">{_paragraph(article.text, span, whole, found)}</p>')
    language = f' lang="{text(article.language)}"' if article.language else ""
    return f'<article{language} dir="auto">{"".join(rows)}</article>'


def _paragraph(whole: str, span: Span, links: Sequence[Link], found: Collection) -> str:
    numbers = found.numbers()
    parts: list[str] = []
    position = span.start
    for sentence in sentences(whole, span, links):
        parts += (" " if position < sentence.span.start else "", _sentence(sentence, found, numbers))
        position = sentence.span.end
    return "".join(parts)


def _sentence(sentence: Sentence, found: Collection, numbers: Mapping[str, int]) -> str:
    return f'<span class="sentence">{"".join(_piece(piece, found, numbers) for piece in sentence.pieces)}</span>'


def _piece(piece: Piece, found: Collection, numbers: Mapping[str, int]) -> str:
    if piece.link is None:
        return text(piece.text)
    mark = found.marks.get(piece.link.key)
    if mark is None:
        return f'<span class="{piece.link.style}" title="{_NOWHERE[piece.link.style]}">{text(piece.text)}</span>'
    inside = " ".join(str(numbers[key]) for key in piece.link.also if key in numbers)
    also = f' data-also="{inside}"' if inside else ""
    return (
        f'<span class="name {piece.link.style}" data-mark="{numbers[mark.key]}"'
        f"{_layer(mark)}{also}>{text(piece.text)}</span>"
    )


def _layer(mark: Mark) -> str:
    return "" if mark.layer == "point" else f' data-layer="{mark.layer}"'
