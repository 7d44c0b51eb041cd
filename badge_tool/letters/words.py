"""What claim letters and their checklists say, in each language they speak; a twelve-year-old reads them.

Claim mails say the same, sentence by sentence: themes/homeroom/email/messages, claimCode….
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from badge_tool.words import Words, words_in


@dataclass(frozen=True)
class LetterText:
    """What differs between students and employees.

    Attributes:
        to: above the name in the window of the envelope; may be empty.
        intro: what the letter is for, with `{name}` for the first name and `{district}`.
        password: the last step.
    """

    to: str
    intro: str
    password: str


@dataclass(frozen=True)
class LetterWords:
    """One language.

    Attributes:
        checklist: words of the page that stays at the school.
        title: heading.
        student: what students and their families read.
        staff: what employees read.
        code: label of the code.
        until: how long it works, with `{}` for a date.
        open: first step, with `{}` for the address.
        type_code: second step.
        birth_date: what else the second step asks for, where the district's policy does.
        rules: what everybody has to know, a sentence each.
        help: with `{}` for whom to ask.
        at_school: who that is where the district has not said it in this language.
        guides: where more is to be read, with `{}` for the address.
    """

    checklist: Words
    title: str
    student: LetterText
    staff: LetterText
    code: str
    until: str
    open: str
    type_code: str
    birth_date: str
    rules: tuple[str, ...]
    help: str
    at_school: str
    guides: str


_ENGLISH = LetterWords(
    checklist=replace(
        words_in("en"),
        class_badges="Letters",
        badges=("{} letter", "{} letters"),
        rules=(
            "These letters replace all earlier ones: older codes of the same people no longer work.",
            "Whoever has a letter can take the account. Keep them locked away until you hand them out or mail them.",
            "The codes are in the letters and nowhere else. Delete the file when it is printed.",
            "A letter is lost? Print a new one: that makes the lost one worthless.",
        ),
        without_badge="Without a letter",
        refusals={
            "not_allowed": "unknown, or not in your care",
            "disabled": "the account is disabled",
            "policy": "does not claim an account: has a badge or a card",
            "claimed": "has claimed the account already",
        },
    ),
    title="Claim your school account",
    student=LetterText(
        "To the family of",
        "With the code below {name} opens an account at {district}. This one account is the way to all "
        "applications for school. You need to do this only once.",
        "Choose a password that nobody can guess. At the end you see the user name. Write it down.",
    ),
    staff=LetterText(
        "",
        "With the code below you open your account at {district}. This one account is the way to all "
        "applications for your work. You need to do this only once.",
        "Choose a password that nobody can guess, and set up an authenticator app on your phone. At the end you see "
        "your user name.",
    ),
    code="Your code",
    until="Works once, until {}",
    open="Open {} or hold the camera of a phone over the square.",
    type_code="Type the code. Capital or small letters, with hyphens or without: all is right. 0 is zero and 1 is one.",
    birth_date="Type your date of birth too.",
    rules=(
        "Whoever has this code can take the account. Show it to nobody, and throw this away when you are done.",
        "Older codes do not work any more. The school never asks for the code by phone or in a message.",
    ),
    help="Questions, or the code does not work? Ask {}.",
    at_school="the school office",
    guides="There are guides with pictures at {}.",
)

_SPANISH = LetterWords(
    checklist=replace(
        words_in("es"),
        class_badges="Cartas",
        badges=("{} carta", "{} cartas"),
        rules=(
            "Estas cartas reemplazan todas las anteriores: los códigos viejos de las mismas personas ya no sirven.",
            "Quien tiene una carta puede quedarse con la cuenta. Guárdelas bajo llave hasta entregarlas o enviarlas.",
            "Los códigos están en las cartas y en ningún otro lugar. Borre el archivo después de imprimirlo.",
            "¿Se perdió una? Imprima otra: la perdida deja de servir.",
        ),
        handed_out="Entregada",
        without_badge="Sin carta",
        refusals={
            "not_allowed": "desconocido, o no está a su cargo",
            "disabled": "la cuenta está desactivada",
            "policy": "no activa una cuenta: tiene credencial o tarjeta",
            "claimed": "ya activó su cuenta",
        },
    ),
    title="Active su cuenta de la escuela",
    student=LetterText(
        "A la familia de",
        "Con el código de abajo {name} activa su cuenta en {district}. Con esta sola cuenta se abren todas las "
        "aplicaciones de la escuela. Solo hay que hacerlo una vez.",
        "Elija una contraseña que nadie pueda adivinar. Al final verá el nombre de usuario. Anótelo.",
    ),
    staff=LetterText(
        "",
        "Con el código de abajo usted activa su cuenta en {district}. Con esta sola cuenta se abren todas las "
        "aplicaciones de su trabajo. Solo hay que hacerlo una vez.",
        "Elija una contraseña que nadie pueda adivinar y ponga en su teléfono una aplicación de autenticación. Al "
        "final verá su nombre de usuario.",
    ),
    code="Su código",
    until="Sirve una sola vez, hasta el {}",
    open="Abra {} o apunte al cuadro con la cámara de un teléfono.",
    type_code="Escriba el código, en mayúsculas o minúsculas, con guiones o sin ellos. 0 es cero y 1 es uno.",
    birth_date="Escriba también su fecha de nacimiento.",
    rules=(
        "Quien tiene este código puede quedarse con la cuenta. No lo muestre a nadie y tire esto cuando termine.",
        "Los códigos anteriores ya no sirven. La escuela nunca pide el código por teléfono ni por correo.",
    ),
    help="¿Preguntas, o el código no sirve? Hable con {}.",
    at_school="la oficina de la escuela",
    guides="Hay guías con imágenes en {}.",
)

_LANGUAGES = {words.checklist.language: words for words in (_ENGLISH, _SPANISH)}
LANGUAGES = tuple(_LANGUAGES)
"""Codes of the languages."""


def letter_words_in(language: str) -> LetterWords | None:
    """The words of a language, `es` or `es-MX` alike; None if letters do not speak it."""
    return _LANGUAGES.get(language.partition("-")[0])
