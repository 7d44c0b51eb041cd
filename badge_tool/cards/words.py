"""What cards and their checklists say, in each language they speak; a six-year-old reads them with the family."""

from __future__ import annotations

from dataclasses import dataclass, replace

from badge_tool.words import Words, words_in


@dataclass(frozen=True)
class CardWords:
    """One language.

    Attributes:
        checklist: words of the page that stays with the teacher.
        username: label of the user name.
        phrase: label of the pass phrase.
        sign_in_at: before the address.
        keep: what the pupil has to know, for a card.
        title: of a page for home, with `{name}` for the first name.
        to_family: with `{name}` for the whole name.
        intro: what the page is, with `{name}` for the first name.
        steps: how to sign in, with `{address}`.
        rules: what the family has to know, a sentence each.
        help: with `{}` for whom to ask.
        at_school: who that is where the district has not said it in this language.
    """

    checklist: Words
    username: str
    phrase: str
    sign_in_at: str
    keep: str
    title: str
    to_family: str
    intro: str
    steps: tuple[str, ...]
    rules: tuple[str, ...]
    help: str
    at_school: str


_ENGLISH = CardWords(
    checklist=replace(
        words_in("en"),
        class_badges="Cards",
        badges=("{} card", "{} cards"),
        rules=(
            "These cards replace all earlier passwords of the same people: older cards no longer sign in.",
            "A card opens its owner's account like a key. Keep the cards locked away until you hand them out.",
            "The passwords are on the cards and nowhere else. Delete the file when it is printed.",
            "A card is lost? Print a new one: that makes the lost one worthless.",
        ),
        without_badge="Without a card",
        refusals={
            "not_allowed": "unknown, or not in your care",
            "disabled": "the account is disabled",
            "policy": "the district gives no card to this grade or kind of person",
        },
    ),
    username="My user name",
    phrase="My password",
    sign_in_at="I sign in here",
    keep="This card is my key. I show it only to my family and my teacher.",
    title="{name}\u2019s key to the school computer",
    to_family="To the family of {name}",
    intro="With this page {name} signs in on a computer at school or at home. Help {name} the first few times.",
    steps=(
        "Open this page: {address}",
        "Type the user name.",
        "Type the password: three words and a number, in small letters, with a line (-) between them.",
    ),
    rules=(
        "Keep this page like a key. Put it where only your family sees it.",
        "Do not take a picture of it. Do not send it to anybody.",
        "Older passwords of your child do not work any more.",
        "Is this page lost? Tell the teacher. A new password makes this one worthless.",
    ),
    help="Questions? Ask {}.",
    at_school="the school office",
)

_SPANISH = CardWords(
    checklist=replace(
        words_in("es"),
        class_badges="Tarjetas",
        badges=("{} tarjeta", "{} tarjetas"),
        rules=(
            "Estas tarjetas reemplazan todas las contraseñas anteriores: las tarjetas viejas ya no sirven.",
            "Una tarjeta abre la cuenta de su dueño como una llave. Guárdelas bajo llave hasta entregarlas.",
            "Las contraseñas están en las tarjetas y en ningún otro lugar. Borre el archivo después de imprimirlo.",
            "¿Se perdió una? Imprima otra: la perdida deja de servir.",
        ),
        without_badge="Sin tarjeta",
        refusals={
            "not_allowed": "desconocido, o no está a su cargo",
            "disabled": "la cuenta está desactivada",
            "policy": "el distrito no da tarjetas a este grado o tipo de persona",
        },
    ),
    username="Mi usuario",
    phrase="Mi contraseña",
    sign_in_at="Entro aquí",
    keep="Esta tarjeta es mi llave. Solo la ven mi familia y mi maestra o maestro.",
    title="La llave de {name} para la computadora de la escuela",
    to_family="A la familia de {name}",
    intro="Con esta hoja {name} entra en la computadora, en la escuela o en casa. Ayúdele las primeras veces.",
    steps=(
        "Abra esta página: {address}",
        "Escriba el usuario.",
        "Escriba la contraseña: tres palabras y un número, en minúsculas, con una raya (-) entre ellas.",
    ),
    rules=(
        "Guarde esta hoja como una llave, donde solo la vea su familia.",
        "No le tome fotos. No se la mande a nadie.",
        "Las contraseñas anteriores de su hijo o hija ya no sirven.",
        "¿Se perdió esta hoja? Avise a la escuela. Con una contraseña nueva, esta deja de servir.",
    ),
    help="¿Preguntas? Hable con {}.",
    at_school="la oficina de la escuela",
)

_LANGUAGES = {words.checklist.language: words for words in (_ENGLISH, _SPANISH)}
LANGUAGES = tuple(_LANGUAGES)
"""Codes of the languages."""


def card_words_in(language: str) -> CardWords:
    """The words of a language, `es` or `es-MX` alike; English if cards do not speak it."""
    return _LANGUAGES.get(language.partition("-")[0], _ENGLISH)
