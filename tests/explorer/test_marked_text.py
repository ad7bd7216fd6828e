from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from imcwp_data.explorer.marked_text import EVIDENCE, Mark, marked

_TEXTS = st.text(alphabet="ab <>&\"'é😀\n", max_size=40)
_MARKS = st.lists(
    st.builds(
        Mark,
        start=st.integers(-3, 45),
        end=st.integers(-3, 45),
        kind=st.sampled_from(["participant", "place", "action", EVIDENCE]),
        title=st.sampled_from(["", 'Ti<t>le & "more"']),
        href=st.sampled_from(["", '/x?"><script>alert(1)</script>']),
        label=st.sampled_from(["", "A1"]),
    ),
    max_size=8,
)


class _Read(HTMLParser):
    """What a browser would make of markup: its text, and whether its elements are well nested."""

    def __init__(self, markup):
        super().__init__()
        self.text, self.open, self.tags, self.nested_links, self.covered = "", [], set(), False, []
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.nested_links |= tag == "a" and "a" in [name for name, _ in self.open]
        self.open.append((tag, dict(attrs).get("class", "")))
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.text += data
        self.covered += [{kind for _, kind in self.open}] * len(data)


@given(_TEXTS, _MARKS)
def test_the_text_stays_as_it_is_and_the_markup_is_well_nested(text, marks):
    read = _Read(marked(text, marks))
    assert read.text == text
    assert not read.open
    assert not read.nested_links
    assert read.tags <= {"a", "span", "mark"}


@given(_TEXTS, _MARKS)
def test_each_character_carries_exactly_the_marks_that_cover_it(text, marks):
    read = _Read(marked(text, marks))
    for at, kinds in enumerate(read.covered):
        assert kinds == {f"mark mark-{m.kind}" for m in marks if m.start <= at < m.end}


@given(_TEXTS)
def test_a_text_without_marks_is_only_escaped(text):
    assert _Read(marked(text, [])).tags == set()


def test_a_name_within_a_clause_leads_to_the_name_and_the_rest_to_the_clause():
    marks = [
        Mark(0, 10, "action", "Action A1", "/actions/1", "A1"),
        Mark(4, 7, "participant", "KKE (party)", "/p/kke", "P"),
    ]
    assert str(marked("The KKE met", marks)) == (
        '<a class="mark mark-action" data-label="A1" title="Action A1" href="/actions/1">The </a>'
        '<span class="mark mark-action"><a class="mark mark-participant" data-label="P" '
        'title="KKE (party) · Action A1" href="/p/kke">KKE</a></span>'
        '<a class="mark mark-action" title="Action A1" href="/actions/1" tabindex="-1"> me</a>t'
    )


def test_hostile_text_is_escaped():
    assert str(marked("<script>", [Mark(0, 8, "place")])) == '<span class="mark mark-place">&lt;script&gt;</span>'
