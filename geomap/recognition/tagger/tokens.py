"""Texts into tokens: one regular expression that leaves out no character.

>>> pieces("Baghuz, N.H. (AP)")
['Baghuz', ', ', 'N.H. ', '(', 'AP', ')']
>>> form_of(", ")
','
"""

import re

LINE = "\n"  # the form of a line's end
PARAGRAPH = "\n\n"  # of several at once, and of an article's start and end
BLANK = " "  # of white space that is neither: no token at all

# Short forms that keep their full stop wherever they stand.
_SHORT = re.sub(
    r"\s+",
    "|",
    """St Ste Mt Mts Ft Pt Mr Mrs Ms Dr Prof Gov Sen Rep Reps Sens Lt Col Gen Maj Sgt Capt Cpl Pfc Adm Cmdr Rev Hon Msgr
    Jr Sr Inc Corp Co Ltd Bros Ave Rd Blvd Hwy Rte Pkwy Bldg Dept Univ Assn vs
    Ala Ariz Ark Calif Cal Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Md Mass Mich Minn Miss Mo Mont Neb Nebr Nev
    Okla Ore Pa Penn Tenn Tex Vt Va Wash Wis Wisc Wyo Ont Que Alta Sask Man
    Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec""",
)

_LONGEST = 60  # characters of a token: a megabyte without a space is many tokens
_MARKS = "\u0300-\u036f"  # combining accents
_CLITIC = r"(?:[sS]|ve|m|ll|d|re|t)(?!\w)"
# The looks ahead change nothing but the time: most words begin no short form.
_PIECE = re.compile(
    rf"""
      (?:
        (?=.\.)(?:[^\W\d_]\.){{2,8}}(?:[A-Z][a-z]{{1,4}}\.)?          # U.S., a.m., N.Y.
      | [A-Z]\.(?:[A-Z][a-z]{{1,4}}\.|(?=\ [A-Z]))             # W.Va.; the F. of a name
      | (?=[A-Zv])(?:{_SHORT})\.
      | \d{{1,30}}(?:[.,:]\d{{1,30}}){{0,10}}(?![\w{_MARKS}])
      | [^\W_][\w{_MARKS}]{{0,{_LONGEST - 1}}}(?:['’](?!{_CLITIC})[^\W\d_]{{1,{_LONGEST}}}){{0,3}}
      | ['’]{_CLITIC}
      | \.{{1,{_LONGEST}}} | -{{1,{_LONGEST}}} | _{{1,{_LONGEST}}}
      | [^\w\s]
      )\ ?
    | \s*\n\s*
    | \s+
    """,
    re.VERBOSE,
)


def pieces(text: str) -> list[str]:
    """The text cut into tokens, each with the one space that follows it; joined, they are the text again."""
    return _PIECE.findall(text)


def form_of(piece: str) -> str:
    """The word form that a piece, or another tokeniser's token, is an occurrence of."""
    form = piece.strip()
    if form:
        return form
    lines = piece.count("\n")
    if lines == 0:
        return BLANK
    return LINE if lines == 1 else PARAGRAPH
