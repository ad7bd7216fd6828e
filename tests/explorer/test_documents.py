def _titles(answer):
    return [row["title"] for row in answer.json()["documents"]]


def test_all_documents_are_listed_the_latest_first_and_lead_into_the_reader(client, site):
    answer = client.get("/documents.json").json()
    days = [row["published"] for row in answer["documents"]]
    assert len(days) == 12
    assert days[:-1] == sorted(days[:-1], reverse=True)
    assert days[-1] is None
    html = client.get("/documents").text
    assert all(site.path("documents", row["document_id"]) in html for row in answer["documents"])


def test_documents_are_chosen_by_type_year_language_and_outlet(client):
    assert _titles(client.get("/documents.json?type=joint_actions")) == [
        "Extraordinary TeleConference of the IMCWP, Text of Joint Actions"
    ]
    assert len(_titles(client.get("/documents.json?year=2021"))) == 11
    assert not _titles(client.get("/documents.json?language=el"))
    assert _titles(client.get("/documents.json?outlet=Counterpunch&type=opinion&year=2021&language=en")) == [
        "The Cuba Fixation"
    ]


def test_a_document_without_an_outlet_is_found_by_the_publisher_of_its_source(client):
    assert len(_titles(client.get("/documents.json?outlet=In%20Defense%20of%20Communism"))) == 2


def test_the_filters_that_are_set_stay_set(client):
    html = client.get("/documents?type=news&outlet=Nobody").text
    assert '<option value="news" selected>' in html
    assert '<option value="Nobody" selected>' in html
    assert "No document fits" in html


def test_nonsense_is_no_error(client):
    for query in ("page=x", "page=-1", "page=999999999999", "year=abc", "type=%27%3B--", "nothing=1"):
        assert client.get(f"/documents?{query}").status_code == 200
