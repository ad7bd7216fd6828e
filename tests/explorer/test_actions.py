"""Actions: who called for what and when, in a list with filters, as CSV, and one by one."""

from __future__ import annotations

import csv
import io
from html import unescape
from typing import Any

import pytest

CALL = "000_423a86f05c092d30.1.12.a1"


def _get(client: Any, query: str) -> Any:
    return client.get(f"/actions.json?{query}").json()


def _acts(row: Any, participant_id: str) -> bool:
    return participant_id in {one["participant_id"] for one in row["actors"]}


def _all(client: Any, query: str) -> list[Any]:
    found, page = [], 1
    while True:
        data = _get(client, f"{query}&page={page}")
        found += data["actions"]
        if data["pager"]["next"] is None:
            assert data["found"]["count"] == len(found)
            return found
        page += 1


def test_who_called_for_what_on_these_days_and_where_it_says_so(client: Any) -> None:
    rows = _all(client, "from=2021-11-12&to=2021-11-15")
    call = next(row for row in rows if row["action_id"] == CALL)
    assert [one["participant_id"] for one in call["actors"]] == ["imcwp-working-group"]
    assert call["date_said"] == "12–15 November 2021"
    html = unescape(client.get("/actions?from=2021-11-12&to=2021-11-15").text)
    assert f'href="{call["passage"]}"' in html
    assert call["passage"].endswith("#p12")
    assert client.get(call["passage"].partition("#")[0]).status_code == 200


def test_dates_are_those_of_the_action_else_of_its_document(client: Any) -> None:
    days = "from=2021-11-15&to=2021-11-15"
    either, own, document = (_all(client, f"{days}&dated={name}") for name in ("", "action", "document"))
    assert all(row["start_date"] for row in own)
    assert all(row["published"] == "2021-11-15" for row in document)
    assert {row["action_id"] for row in own} <= {row["action_id"] for row in either}
    assert all(row["start_date"] or row["published"] == "2021-11-15" for row in either)


def test_an_open_date_reaches_on_and_months_and_wrong_dates_are_understood(client: Any) -> None:
    later = {row["action_id"] for row in _all(client, "from=2024&dated=action")}
    assert "001_e75d475c6ead23d5.1.6.a1" in later
    assert _get(client, "from=2021-11&to=2021-11")["filters"] == {"from": "2021-11-01", "to": "2021-11-30"}
    assert _get(client, "from=2021-12-31&to=2021-01-01")["filters"] == {"from": "2021-01-01", "to": "2021-12-31"}
    wrong = _get(client, "from=yesterday")
    assert "yesterday" in wrong["notes"][0]
    assert wrong["found"]["count"] == _get(client, "")["found"]["count"]


def test_without_filters_every_action_stands_once(client: Any) -> None:
    ids = [row["action_id"] for row in _all(client, "")]
    assert len(ids) == len(set(ids)) == client.get("/imcwp/actions.json?_size=0").json()["filtered_table_rows_count"]


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("status=called_for", lambda row: row["status"] == "called_for"),
        ("event_type=PROTEST", lambda row: row["event_type"] == "PROTEST"),
        ("theme=labour", lambda row: "labour" in row["themes"]),
        ("document_type=joint_actions", lambda row: row["document_type"] == "joint_actions"),
        ("actor=Government+of+the+United+States", lambda row: _acts(row, "government-of-the-united-states")),
        ("target=Cuba", lambda row: "cuba" in {one["participant_id"] for one in row["targets"]}),
        ("meeting=imcwp-22", lambda row: row["meeting_id"] == "imcwp-22"),
        ("place=cuba", lambda row: row["country_code"] == "CU"),
        ("theme=cuba&status=planned", lambda row: "cuba" in row["themes"] and row["status"] == "planned"),
    ],
)
def test_filters(client: Any, query: str, fits: Any) -> None:
    rows, everything = _all(client, query), _all(client, "")
    assert rows
    assert all(fits(row) for row in rows)
    assert {row["action_id"] for row in rows} == {row["action_id"] for row in everything if fits(row)}


def test_a_part_of_a_name_means_all_that_have_it(client: Any) -> None:
    data = _get(client, "actor=government")
    assert len(data["chosen"]["actor"]) > 1
    only = data["chosen"]["actor"][0]
    path, _, query = only["only"].partition("?")
    assert _get(client, query)["chosen"]["actor"] == [{**only, "only": f"{path}?{query}"}]
    nobody = _get(client, "actor=nobody-at-all")
    assert nobody["actions"] == []
    assert "nobody-at-all" in nobody["notes"][0]


def test_words_in_wrong_syntax_are_searched_as_words(client: Any) -> None:
    response = client.get("/actions?q=%22working+class+AND")
    assert response.status_code == 200
    assert _get(client, "q=%22working+class+AND")["filters"]["q"] == '"working class AND'


def test_csv_and_sql_hold_the_same_list(client: Any) -> None:
    for query in (
        "",
        "from=2021-11-12&to=2021-11-15",
        "actor=cuba&theme=health",
        "q=blockade+OR+strike&status=reported",
        "place=havana",
    ):
        data = _get(client, query)
        assert data["csv"].startswith("/imcwp.csv?sql=")
        rows = list(csv.DictReader(io.StringIO(client.get(data["csv"]).text)))
        assert [row["action_id"] for row in rows] == [row["action_id"] for row in _all(client, query)]
        assert client.get(data["sql"]).status_code == 200


def test_one_action_shows_its_clause_values_and_roles(client: Any) -> None:
    data = client.get(f"/actions/{CALL}.json").json()
    assert data["paragraph"]["clause"] == data["action"]["text"]
    assert {fact["column"] for fact in data["facts"]} >= {"event_type", "status", "date_edtf", "themes"}
    assert all(entry["passages"][0]["rule"] for fact in data["facts"] for entry in fact["accepted"])
    assert {(one["role"], one["participant_id"]) for one in data["roles"]} == {
        ("actor", "imcwp-working-group"), ("beneficiary", "cuba"),
    }  # fmt: skip
    html = unescape(client.get(f"/actions/{CALL}").text)
    assert f"<mark>{data['paragraph']['clause']}</mark>" in html
    assert data["action"]["passage"] in html


def test_repeated_actions_lead_to_each_other(client: Any) -> None:
    later = client.get("/actions/001_e75d475c6ead23d5.1.14.a1.json").json()
    assert later["restates"]["action_id"] == "000_423a86f05c092d30.1.10.a1"
    earlier = client.get("/actions/000_423a86f05c092d30.1.10.a1.json").json()
    assert "001_e75d475c6ead23d5.1.14.a1" in {row["action_id"] for row in earlier["restated_by"]}


def test_a_missing_action_is_not_found(client: Any) -> None:
    assert client.get("/actions/none.1.1.a1").status_code == 404
