LATER, EARLIER = "001_e75d475c6ead23d5.1.16", "000_423a86f05c092d30.1.12"


def test_two_passages_stand_side_by_side_with_their_differences_marked(client, site):
    html = client.get(f"/compare/{LATER}/{EARLIER}").text
    assert "<del>fore</del>" in html
    assert "<ins>for</ins>" in html
    assert "1 difference is marked" in html
    for paragraph_id in (LATER, EARLIER):
        assert f'href="{site.passage(paragraph_id)}"' in html


def test_the_order_of_the_address_does_not_matter(client):
    there, back = (client.get(f"/compare/{a}/{b}.json").json() for a, b in ((LATER, EARLIER), (EARLIER, LATER)))
    assert there == back


def test_a_passage_word_for_word_has_no_difference(client):
    html = client.get("/compare/001_e75d475c6ead23d5.1.12/000_423a86f05c092d30.1.6").text
    assert "No word differs" in html
    assert "<del>" not in html


def test_any_two_paragraphs_can_be_compared(client):
    html = client.get("/compare/003_404ff5b579af2ce0.1.3/002_302ec6be8646aaaa.1.1").text
    assert "holds no quotation" in html


def test_a_paragraph_that_is_not_there_is_said_so(client):
    assert client.get(f"/compare/{LATER}/nothing").status_code == 404


def test_the_list_leads_to_every_repeated_passage(client, site):
    data = client.get("/repeated.json").json()
    html = client.get("/repeated").text
    assert len(data["passages"]) == 7
    for row in data["passages"]:
        assert f'href="{site.path("compare", row["paragraph_id"], row["quoted_paragraph_id"])}"' in html


def test_the_list_is_chosen_by_relation(client):
    assert {row["relation"] for row in client.get("/repeated.json?relation=partial").json()["passages"]} == {"partial"}
    assert len(client.get("/repeated.json?relation=nonsense").json()["passages"]) == 7
