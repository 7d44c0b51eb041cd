"""`questions` of `district.yaml`: the security questions that people may choose."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator, model_validator

from settings.model import Settings

_RESERVED = "own"
QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=120)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]

# None of them is answered by a class list, a social network or a parent's, and each has thousands of answers.
_DEFAULT = {
    "first-toy": {
        "en": "Which toy did you love most when you were very small?",
        "es": "¿Qué juguete quería más cuando era muy pequeño o pequeña?",
    },
    "never-eat": {
        "en": "Which dish did you never want to eat as a child?",
        "es": "¿Qué plato nunca quería comer de niño o niña?",
    },
    "first-cooked": {
        "en": "What was the first thing you learned to cook?",
        "es": "¿Qué fue lo primero que aprendió a cocinar?",
    },
    "bedtime-book": {
        "en": "Which book did you want to hear again and again?",
        "es": "¿Qué libro quería escuchar una y otra vez?",
    },
    "got-lost": {
        "en": "Where did you once get lost?",
        "es": "¿En qué lugar se perdió una vez?",
    },
    "broke-it": {
        "en": "What did you break and not tell anybody about?",
        "es": "¿Qué rompió sin decírselo a nadie?",
    },
    "collection": {
        "en": "What did you collect when you were small?",
        "es": "¿Qué coleccionaba cuando era pequeño o pequeña?",
    },
    "made-up-friend": {
        "en": "What was the name of a friend or animal that you made up?",
        "es": "¿Cómo se llamaba un amigo o animal que usted inventó?",
    },
    "own-money": {
        "en": "What was the first thing you bought with money of your own?",
        "es": "¿Qué fue lo primero que compró con su propio dinero?",
    },
    "afraid-of": {
        "en": "What were you most afraid of when you were small?",
        "es": "¿Qué le daba más miedo cuando era pequeño o pequeña?",
    },
    "by-heart": {
        "en": "Which song or poem did you first know by heart?",
        "es": "¿Qué canción o poema se aprendió primero de memoria?",
    },
    "hiding-place": {
        "en": "What was your best hiding place?",
        "es": "¿Cuál era su mejor escondite?",
    },
}


class Questions(Settings):
    """Security questions, one part of recovering a password.

    NIST SP 800-63B does not accept them as an authenticator and OWASP ASVS 6.4.2 forbids them: `enabled: false` does
    without.
    """

    enabled: bool = True
    """Whether people have security questions. Without them students are sent to their campus when they forget a
    password, and employees use e-mail together with the authenticator app."""
    choose: int = Field(default=3, ge=2, le=6)
    """How many of the list somebody chooses."""
    min_length: int = Field(default=3, ge=2, le=12)
    """Letters and digits that an answer has at least."""
    own_questions: bool = False
    """Whether people may make up questions. Theirs are shown to whoever types their username: such a page tells that
    there is the account."""
    list: dict[QuestionId, dict[Language, Text]] = Field(default=_DEFAULT, min_length=2)
    """The questions by an id that never changes, each by language; one that has no text in the page's language is shown
    in its first one. A text may be mended. A question that is taken out stays answerable for those who chose it, in the
    words of the day on which they did."""

    @field_validator("list")
    @classmethod
    def _has_texts(cls, questions: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        if _RESERVED in questions:
            raise ValueError(f"the id {_RESERVED!r} stands for questions that people make up; choose another one")
        for name, texts in questions.items():
            if not texts:
                raise ValueError(f"the question {name!r} has no text; give it one in each language")
        return questions

    @model_validator(mode="after")
    def _enough(self) -> Questions:
        if self.enabled and len(self.list) < 2 * self.choose:
            raise ValueError(
                f"people choose {self.choose} of {len(self.list)} questions; so that there is a choice, the list needs "
                f"{2 * self.choose} at least"
            )
        return self

    def as_attribute(self) -> str:
        """The list as the realm keeps it: JSON, in its order."""
        return json.dumps(self.list, ensure_ascii=False, separators=(",", ":"))
