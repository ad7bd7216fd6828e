"""The shape of names of people, and where a credited name ends."""

from __future__ import annotations

import re

from imcwp_data.corpus.function_words import NAME_PARTICLES, OPENING_PARTICLES

_CREDIT_END = re.compile(r"\s*(?:[,;:(|•·/]|\s[–—-]\s)")
_WRITER_END = re.compile(r"\s*(?:[,;:(|•·/]|\s[–—-]\s|\s(?:on|in|for|at|of|para)\s)")
# "el-Tayeb", "al-Masri", "d'Agostino".
_ARTICLE_IN_NAME = re.compile(r"^(?:(?:[ae]l|[ae]n|[ae]s|[ae]sh|[ae]t|ben|ibn|bin|abu|ould)-|[dl]['’])")
# "J.P." has a capital behind its stop, "news.cn" is an address.
_ADDRESS_DOT = re.compile(r"\.[a-zà-ÿ]")


def split_credit(text: str, *, of_writer: bool = False) -> tuple[str, str]:
    """Split a credit into the name and what follows it (a role, a paper, a date).

    A writer's name ends before "in" or "for" as well; that of an outlet may hold such words.
    """
    end = (_WRITER_END if of_writer else _CREDIT_END).search(text)
    return (text[: end.start()].strip(), text[end.start() :]) if end else (text.strip(), "")


def looks_like_name(text: str) -> bool:
    """Whether a text has the shape of names of people: one to eight words in capitals, particles aside, no digit."""
    words = text.strip(" .,").split()
    if not 1 <= len(words) <= 8 or any(map(str.isdigit, text)):
        return False
    # "Le Quang Thuy", "Van den Berg": a particle with a capital may open a name.
    opens = words[0].lower() in OPENING_PARTICLES and words[0][0].isupper() and len(words) > 1
    capitals = [word for k, word in enumerate(words) if word.lower() not in NAME_PARTICLES or (opens and k == 0)]
    return (
        bool(capitals)
        and words[0] == capitals[0]
        and words[0][0].isupper()
        and _ADDRESS_DOT.search(text) is None
        and all(
            _ARTICLE_IN_NAME.sub("", word)[:1].isupper()
            and word.replace(".", "").replace("-", "").replace("'", "").replace("’", "").isalpha()
            for word in capitals
        )
    )
