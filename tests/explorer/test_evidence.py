from urllib.parse import quote

ACCEPTED = "003_404ff5b579af2ce0.1.4.e10"
THEME = {"table_name": "meetings", "row_id": "imcwp-extraordinary-2021-12", "column_name": "theme"}


def _evidence(client, accepted: int) -> str:
    asked = "&".join(f"{column}={quote(value)}" for column, value in (THEME | {"accepted": str(accepted)}).items())
    (row,) = client.get(f"/imcwp/evidence.json?_shape=array&{asked}").json()
    return row["evidence_id"]


def test_the_page_tells_what_is_proved_by_which_words_and_rule(client, site):
    html = client.get(f"/evidence/{ACCEPTED}").text
    assert '<mark class="mark mark-evidence">Communist Party of Greece</mark>' in html
    assert f'href="{site.path("participants", "communist-party-of-greece")}"' in html
    assert f'href="{site.path("meetings", "imcwp-extraordinary-2021-12")}"' in html
    assert "The organiser of a meeting" in html
    assert f'href="{site.passage("003_404ff5b579af2ce0.1.4", ACCEPTED)}"' in html


def test_rivals_are_shown_beside_what_was_not_accepted(client):
    rival = _evidence(client, accepted=0)
    data = client.get(f"/evidence/{rival}.json").json()
    assert data["evidence"]["accepted"] is False
    assert [(rival["accepted"], rival["evidence_id"]) for rival in data["rivals"]] == [
        (True, _evidence(client, accepted=1))
    ]
    html = client.get(f"/evidence/{rival}").text
    assert "Not accepted" in html
    assert "What other passages say instead" in html


def test_other_names_are_no_rivals(client):
    html = client.get("/evidence/000_423a86f05c092d30.1.3.e9").text
    assert "What other passages say instead" not in html


def test_every_piece_of_evidence_has_its_page(client):
    ids = [row["evidence_id"] for row in client.get("/imcwp/evidence.json?_shape=array&_size=60").json()]
    assert len(ids) == 60
    assert {client.get(f"/evidence/{quote(one)}").status_code for one in ids} == {200}


def test_evidence_that_is_not_there_is_said_so(client):
    assert client.get("/evidence/nothing").status_code == 404
