"""Articles whose text may not be published again: what is written of them holds no sentence.

Names, numbers and offsets stay. The words that narrow a place ("30 km south of Raqqa") or measure it stay as well, but
they are the text's own and may be half a sentence long: of long ones only the beginning and the end are kept.
"""

from dataclasses import replace

from geomap.records import MappedArticle, QuotedName, Region, Resolution

MOST_WORDS = 6  # in a row
_FIRST = 2  # of them, before what is left out


def withheld(mapped: MappedArticle) -> MappedArticle:
    """The article with few words in a row where regions and areas quote it.

    Its text itself is for those to leave out who write it.
    """
    return replace(
        mapped,
        resolutions=tuple(map(_resolution, mapped.resolutions)),
        areas=tuple(replace(each, text=shortened(each.text)) for each in mapped.areas),
        quoted_names=tuple(map(_quoted_name, mapped.quoted_names)),
    )


def shortened(words: str) -> str:
    """The words, their middle left out where they are many.

    >>> shortened("the strip of broken hills between Kirkuk and Tikrit")
    'the strip … between Kirkuk and Tikrit'
    """
    each = words.split()
    if len(each) <= MOST_WORDS:
        return words
    return " ".join([*each[:_FIRST], "…", *each[_FIRST - MOST_WORDS :]])


def _resolution(each: Resolution) -> Resolution:
    return each if each.region is None else replace(each, region=_region(each.region))


def _quoted_name(each: QuotedName) -> QuotedName:
    region = None if each.region is None else _region(each.region)
    return replace(each, text=shortened(each.text), region=region)


def _region(region: Region) -> Region:
    return replace(region, text=shortened(region.text))
