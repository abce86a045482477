"""Long tables: live where itables is at hand, plain where it is not, numbers sorted by their value."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from analysis.exploration.sortable import sortable
from analysis.wording.views import present

FRAME = pd.DataFrame({"post": ["Stab", "Ledning", "HVB"], "avvikelse_tkr": [39.0, -1644.0, None]})
VIEW = "application/vnd.jupyter.widget-view+json"


def test_it_is_the_plain_table_for_all_that_cannot_show_it() -> None:
    found = sortable(FRAME)
    assert repr(found) == repr(present(FRAME))
    assert found._repr_mimebundle_()["text/html"] == present(FRAME)._repr_html_()


def test_the_plain_table_stands_where_itables_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.exploration.sortable.find_spec", lambda _: None)
    found = sortable(FRAME, "post")
    assert (found.live, set(found._repr_mimebundle_())) == (None, {"text/plain", "text/html"})
    assert found.headings == ["Post"]


def test_numbers_sort_by_their_value_and_are_shown_as_everywhere() -> None:
    pytest.importorskip("itables")
    pytest.importorskip("anywidget")
    found = sortable(FRAME)
    state = json.dumps(found.live.get_state(), default=str, ensure_ascii=False)
    assert VIEW in found._repr_mimebundle_()
    assert [row[1] for row in json.loads(found.live.get_state()["_dt_args"]["data_json"])] == [3, 2, 1]
    assert "Sök:" in state
    assert "//cdn" not in state
