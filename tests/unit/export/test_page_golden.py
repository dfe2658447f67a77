"""The whole page of one story, compared with what a person has looked at.

After a change that is meant: `UPDATE_GOLDEN=1 pytest tests/unit/export/test_page_golden.py`, then read the difference.
"""

import json
import os
import re
from pathlib import Path

from map_stories import StoryGazetteer, siege

from geomap.export.story_map import render

GOLDEN = Path(__file__).parents[2] / "golden" / "story_page.json"


def test_the_page_is_the_one_that_was_looked_at() -> None:
    html = render([siege()], StoryGazetteer())
    data = re.search(r'id="geomap-data">(.*?)</script>', html)
    assert data is not None
    body = html[html.index("<body>") : html.index('<script type="application/json"')]
    found = {"data": json.loads(data[1]), "body": body.split("\n")}
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, "utf-8")
    assert json.loads(GOLDEN.read_text("utf-8")) == found
