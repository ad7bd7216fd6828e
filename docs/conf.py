"""How the documentation becomes a site: ``make docs``. Nothing of it is asked from another host."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pygments.lexers.special import TextLexer

from imcwp_data.schema import package_schemas
from imcwp_data.version import package_version

project = "imcwp-data"
author = "imcwp-data maintainers"
version = release = package_version()
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc"]

html_theme = "furo"
html_title = f"imcwp-data {version}"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_last_updated_fmt = None

myst_enable_extensions: list[str] = []
myst_heading_anchors = 3
# Notebooks hold no output: they are run when the site is made, and a mistake in one stops it.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True

autodoc_typehints = "signature"
autodoc_type_aliases = {"Conditions": "Conditions"}
autodoc_member_order = "bysource"

# Written here and not into the pages, which are also read where no site is made of them. A page that is not there is
# left out, and one that is not named here stands under "More".
_NAVIGATION = [
    ("Learn", ["tutorial", "notebooks/meetings-and-parties", "notebooks/demands"]),
    (
        "Do",
        [
            "howto/add-documents",
            "corrections",
            "howto/add-a-vocabulary-entry",
            "howto/build-many-texts",
            "howto/add-a-rule",
            "howto/add-a-table",
            "answer-keys",
            "site",
        ],
    ),
    ("Look up", ["codebook/index", "reference/command-line", "reference/python"]),
    ("Understand", ["reading", "versions", "speed"]),
]


def _groups(name: str, folder: Path) -> list[tuple[str, list[str]]]:
    if name == "codebook/index":
        return [("Tables", sorted(package_schemas(), key=lambda table: package_schemas()[table].order))]
    if name != "index":
        return []
    named = {page for _, pages in _NAVIGATION for page in pages}
    others = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*.md")} - named - {"index"}
    groups = [*_NAVIGATION, ("More", sorted(others))]
    there = [
        (
            caption,
            [page for page in pages if any((folder / f"{page}{ending}").is_file() for ending in (".md", ".ipynb"))],
        )
        for caption, pages in groups
    ]
    return [(caption, pages) for caption, pages in there if pages]


def _add_navigation(app: Any, name: str, source: list[str]) -> None:
    for caption, pages in _groups(name, Path(app.srcdir)):
        listed = "\n".join(pages)
        source[0] += f"\n\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{listed}\n```\n"


def setup(app: Any) -> dict[str, bool]:
    """Tell the generator what this file adds."""
    app.add_lexer("csv", TextLexer)
    app.connect("source-read", _add_navigation)
    return {"parallel_read_safe": True}
