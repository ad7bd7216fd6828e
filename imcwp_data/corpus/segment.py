"""From a source to its documents and their paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from imcwp_data.corpus.articles import ArticleFinder
from imcwp_data.corpus.captions import LineJudge
from imcwp_data.corpus.credited import CreditedNames
from imcwp_data.corpus.cues import CueReader
from imcwp_data.corpus.datelines import DateLines
from imcwp_data.corpus.furniture import Furniture
from imcwp_data.corpus.kinds import ArticleKinds, KindReader
from imcwp_data.corpus.language import LanguageIdentifier
from imcwp_data.corpus.lines import read_lines
from imcwp_data.corpus.marks import META_LINE, PROSE_LINE, Mark
from imcwp_data.corpus.metadata import Credits, Rubrics, date_of_dateline, document_type, read_credits
from imcwp_data.corpus.paragraph_languages import paragraph_languages
from imcwp_data.corpus.phrases import Phrases, read_cues
from imcwp_data.corpus.roles import RoleReader
from imcwp_data.errors import VocabularyError
from imcwp_data.model import Document, Paragraph, Source
from imcwp_data.steps import Steps, taken
from imcwp_data.text.date_grammar import DateGrammar
from imcwp_data.text.normalise import match_form
from imcwp_data.vocabulary.records import Name, Vocabulary

_TABLES = ("furniture", "languages", "page_cues", "rubrics")


class Segmenter:
    """Segments sources. Made once, it keeps its vocabularies ready; segmenting is a pure function of the source."""

    def __init__(self, vocabulary: Vocabulary, dates: DateGrammar | None = None) -> None:
        for table in _TABLES:
            if table not in vocabulary.tables:
                raise VocabularyError(f"{table}.csv: the file is missing; put it back or take the package's own")
        tables = vocabulary.tables
        cues = read_cues(tables["page_cues"])
        outlets = _forms(vocabulary.outlets)
        parties = _forms(vocabulary.parties)
        places = [name for place in vocabulary.places for name in (place.name, *place.other_names)]
        place_forms = frozenset(match_form(name).lower() for name in places)
        given_names = frozenset(row["name"].lower() for row in tables.get("given_names", ()))
        rubrics = Rubrics(tables["rubrics"])
        no_place = Phrases(
            [row["rubric"] for row in tables["rubrics"]]
            + [
                row["cue"]
                for row in tables["page_cues"]
                if row["purpose"] in {"organisation", "party_section", "slogan"}
            ]
        )
        self._cues = cues
        self._rubrics = rubrics
        self._date_lines = DateLines(dates or DateGrammar(), places, outlets, no_place)
        names = CreditedNames(cues, outlets, parties)
        cue_reader = CueReader(
            Furniture(tables["furniture"]),
            self._date_lines,
            cues,
            names,
            Phrases(row["rubric"] for row in tables["rubrics"]),
        )
        self._roles = RoleReader(cue_reader, self._date_lines, cues, parties)
        judge = LineJudge(
            cues,
            Phrases(row["role"] for row in tables.get("roles", ())),
            lambda text: match_form(text).lower() in place_forms,
        )
        self._articles = ArticleFinder(rubrics.is_rubric, self._roles.names_organisation, judge)
        self._kinds = KindReader(
            cues,
            judge,
            self._roles,
            rubrics.is_rubric,
            lambda title: rubrics.type_of_title(title) is not None,
            lambda form: form in outlets or form in parties,
            names.is_paper,
            lambda word: word.lower() in given_names,
        )
        self._languages = LanguageIdentifier(tables["languages"])

    def segment(self, source: Source) -> tuple[Document, ...]:
        """Return the documents of a source, which tile its text; a text without a line has one without paragraphs."""
        return taken(self.steps(source))

    def steps(self, source: Source) -> Steps[tuple[Document, ...]]:
        """Cut a source into its documents as :meth:`segment` does, step by step."""
        lines = read_lines(source.text)
        yield
        marks = yield from self._roles.steps(lines)
        yield
        starts = self._articles.starts(marks) if marks else [0]
        parts = [marks[start:end] for start, end in zip(starts, [*starts[1:], len(marks)], strict=True)]
        yield
        read: list[ArticleKinds] = []
        for part in parts:
            kinds = yield from self._kinds.steps(part, of_several=not read and len(parts) > 1)
            read.append(kinds)
        yield
        credited = [_credits(part, kinds) for part, kinds in zip(parts, read, strict=True)]
        published = self._dates(parts, credited)
        yield
        languages: list[tuple[str, list[str]]] = []
        for part, kinds in zip(parts, read, strict=True):
            told = yield from paragraph_languages(part, kinds.kinds, self._languages)
            languages.append(told)
        yield
        titles = [
            part[kinds.title].line.text if kinds.title is not None else None
            for part, kinds in zip(parts, read, strict=True)
        ]
        types = [
            document_type(part, kinds.kinds, title, credit, self._rubrics, self._cues)
            for part, kinds, title, credit in zip(parts, read, titles, credited, strict=True)
        ]
        yield
        bounds = [0, *(_line_start(source.text, part[0].line.start) for part in parts[1:]), len(source.text)]
        documents = []
        for i, credit in enumerate(credited):
            language, of_paragraphs = languages[i]
            documents.append(
                Document(
                    source_id=source.source_id,
                    part=i + 1,
                    title=titles[i],
                    document_type=types[i],
                    published=published[i],
                    author=credit.author,
                    outlet=credit.outlet,
                    agency=credit.dateline.agency if credit.dateline else None,
                    dateline_place=credit.place,
                    language=language,
                    char_start=bounds[i],
                    char_end=bounds[i + 1],
                    paragraphs=_paragraphs(parts[i], read[i].kinds, of_paragraphs),
                )
            )
        return tuple(documents)

    def _dates(self, parts: Sequence[Sequence[Mark]], credited: Sequence[Credits]) -> list[str | None]:
        """Return the dates of a page's documents; the year of a dateline comes from the documents beside it."""
        published = [credit.published for credit in credited]
        before = _nearest(published)
        after = _nearest(published[::-1])[::-1]
        for i, credit in enumerate(credited):
            if published[i] is None and credit.dateline is not None:
                neighbours = sorted(_known(before[i], after[i]))
                text = "\n".join(mark.line.text[:2000] for mark in parts[i][:40])
                published[i] = date_of_dateline(credit.dateline, neighbours[0][1] if neighbours else None, text)
        return published


def _paragraphs(marks: Sequence[Mark], kinds: Sequence[str], languages: Sequence[str]) -> tuple[Paragraph, ...]:
    return tuple(
        [
            Paragraph(position, line.number, kind, tag, line.text, line.start, line.end, line.marker)
            for position, (line, kind, tag) in enumerate(
                zip([mark.line for mark in marks], kinds, languages, strict=True), 1
            )
        ]
    )


def _credits(marks: Sequence[Mark], read: ArticleKinds) -> Credits:
    above = read.title if read.title is not None else -1
    first_text = next((i for i, mark in enumerate(marks) if mark.role is PROSE_LINE and i > above), len(marks))
    # A deck may stand above the dates and credits.
    if first_text + 1 < len(marks) and marks[first_text + 1].role is META_LINE:
        first_text = next((i for i, mark in enumerate(marks) if i > first_text and mark.role is PROSE_LINE), first_text)
    return read_credits(marks, read.kinds, first_text)


def _nearest(dates: Sequence[str | None]) -> list[tuple[int, str] | None]:
    """Return for each place the nearest date at or before it, with its distance."""
    nearest: list[tuple[int, str] | None] = []
    last: tuple[int, str] | None = None
    for i, date in enumerate(dates):
        if date is not None:
            last = (i, date)
        nearest.append((i - last[0], last[1]) if last is not None else None)
    return nearest


def _known(*found: tuple[int, str] | None) -> list[tuple[int, str]]:
    return [item for item in found if item is not None]


def _line_start(text: str, position: int) -> int:
    """Return where the line of a position begins."""
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def _forms(names: Sequence[Name]) -> frozenset[str]:
    return frozenset(
        match_form(form).lower()
        for name in names
        for form in (name.name, name.acronym, *name.other_names)
        if form is not None
    )
