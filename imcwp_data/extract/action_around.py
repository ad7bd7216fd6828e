"""What is asked of the text around a clause, and of its names, where its own words tell no theme."""

from __future__ import annotations

import re

from imcwp_data.extract.action_draft import Draft
from imcwp_data.extract.action_page import Page
from imcwp_data.extract.document_themes import most_told
from imcwp_data.extract.party_business import is_business
from imcwp_data.extract.referents import STATE
from imcwp_data.extract.roles import ClauseView
from imcwp_data.extract.theme_words import hits_inside, tells
from imcwp_data.extract.themes import ThemeContext, themes_of

_PRONOUN_OBJECT = re.compile(r"\s*(?:it|them|this|these|that)\s*(?:$|[;.,])", re.IGNORECASE)


class Around(ThemeContext, kw_only=True, gc=False):
    """What decides the themes of a clause in its sentence (the characters ``stretch``) and its paragraph."""

    page: Page
    draft: Draft
    view: ClauseView
    stretch: tuple[int, int]

    def business(self) -> bool:
        """Tell whether the clause speaks of parties and their meetings."""
        return is_business(self.draft, self.view)

    def sentence(self) -> tuple[str, ...]:
        """Return the themes that the other clauses of the sentence tell, for one without a theme word of its own."""
        view, inside = self.view, hits_inside(self.page.hits, *self.stretch)
        if not tells(inside) or _PRONOUN_OBJECT.match(view.form, view.after[0], view.after[1]):
            return ()
        return themes_of(inside, self.stretch[0], ThemeContext("", self.main, known=self.known))[0]

    def paragraph(self) -> tuple[str, ...]:
        """Return the theme that the paragraph tells most; it is found once a paragraph."""
        page = self.page
        if page.told is None:
            page.told = most_told(page.hits, [(e.char_start, e.char_end) for e in page.named if e.kind != STATE])
        return page.told
