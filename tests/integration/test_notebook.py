"""The notebook in docs runs from top to bottom."""

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs/notebook.ipynb"


@pytest.fixture
def cells() -> list[dict[str, Any]]:
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]


def test_every_cell_runs_and_the_saved_map_has_the_layers_added(cells, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for number, cell in enumerate(cells):
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
    page = (tmp_path / "boats.html").read_text(encoding="utf-8")
    assert "L.circle(" in page
    assert "patrol boat" in page
    assert "Boats off Lebanon" in names["result"]._repr_html_()
    assert 'src="http' not in page


def test_it_is_kept_without_outputs(cells):
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
