"""What the sheets say, in each language they speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Words:
    """One language.

    Attributes:
        language: its code.
        grades: names of the grades that are not a number.
        grade: name of a numbered grade, with `{}` for the number.
        class_badges: heading of a class's cover page.
        badges: how many badges the sheet has, with `{}`; for one, and for more.
        printed: with `{}` for the date.
        valid_until: with `{}` for the date.
        date_format: how a date is written, with `{day}`, `{month}` and `{year}`.
        months: January to December.
        rules: what the person who hands them out has to know, a sentence each.
        name: heading of the column of names.
        grade_column: heading of the column of grades and classes.
        handed_out: heading of the boxes to tick.
        without_badge: heading of the list of those who got none.
        refusals: why somebody got none, by the code of the endpoint.
        page: with `{page}` and `{pages}`.
        picture: with `{}` for the name of a picture.
        pictures: their names, by those of the endpoint.
        pin: with `{}` for a PIN.
        number: with `{}` for what tells badges of namesakes apart.
        checklist: title of a file that has the checklists alone.
        hours: when badges sign in, with `{}` for days and hours.
        days: their short names, by those of district.yaml.
        networks: says that badges sign in from the district's networks only.
        secrets: says what a checklist that names pictures and PINs is.
    """

    language: str
    grades: Mapping[str, str]
    grade: str
    class_badges: str
    badges: tuple[str, str]
    printed: str
    valid_until: str
    date_format: str
    months: tuple[str, ...]
    rules: tuple[str, ...]
    name: str
    grade_column: str
    handed_out: str
    without_badge: str
    refusals: Mapping[str, str]
    page: str
    picture: str
    pictures: Mapping[str, str]
    pin: str
    number: str
    checklist: str
    hours: str
    days: Mapping[str, str]
    networks: str
    secrets: str

    def grade_name(self, code: str | None) -> str:
        """A grade as people say it; empty for somebody without one."""
        if not code:
            return ""
        return self.grade.format(int(code)) if code.isdigit() else self.grades.get(code, code)

    def count(self, badges: int) -> str:
        """`1 badge`, `24 badges`."""
        return self.badges[badges != 1].format(badges)

    def day(self, day: date) -> str:
        """A date in words."""
        return self.date_format.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def second_step(self, picture: str | None, pin: str | None) -> str:
        """What a pupil is asked for besides the badge; empty for nothing."""
        if picture:
            return self.picture.format(self.pictures.get(picture, picture))
        return self.pin.format(pin) if pin else ""

    def numbered(self, number: int | None) -> str:
        """What tells a badge from its namesakes'; empty for one that has none."""
        return self.number.format(number) if number else ""

    def refusal(self, error: str) -> str:
        """Why somebody got no badge."""
        return self.refusals.get(error, error)


_ENGLISH = Words(
    language="en",
    grades={
        "IT": "Infants",
        "PR": "Preschool",
        "PK": "Pre-K",
        "TK": "Transitional K",
        "KG": "Kindergarten",
        "PS": "Postsecondary",
        "UG": "Ungraded",
        "Other": "",
    },
    grade="Grade {}",
    class_badges="Badges",
    badges=("{} badge", "{} badges"),
    printed="Printed {}",
    valid_until="Valid until {}",
    date_format="{month} {day}, {year}",
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    rules=(
        "These badges replace all earlier ones: older badges of the same people no longer sign in.",
        "A badge opens its owner's account like a key. Keep this sheet locked away until you hand the badges out.",
        "Hold a badge flat in front of the camera. No copies, no photographs.",
        "A badge is lost? Print a new one: that makes the lost one worthless.",
    ),
    name="Name",
    grade_column="Grade and class",
    handed_out="Handed out",
    without_badge="Without a badge",
    refusals={
        "not_allowed": "unknown, or not in your care",
        "disabled": "the account is disabled",
        "policy": "not covered by the district's badge rules",
    },
    page="Page {page} of {pages}",
    picture="picture: {}",
    pictures={
        "apple": "apple",
        "balloon": "balloon",
        "boat": "boat",
        "car": "car",
        "cat": "cat",
        "fish": "fish",
        "flower": "flower",
        "house": "house",
        "moon": "moon",
        "star": "star",
        "tree": "tree",
        "umbrella": "umbrella",
    },
    pin="PIN {}",
    number="No. {}",
    checklist="Checklist",
    hours="They sign in at these times only: {}.",
    days={"Mon": "Mon", "Tue": "Tue", "Wed": "Wed", "Thu": "Thu", "Fri": "Fri", "Sat": "Sat", "Sun": "Sun"},
    networks="They sign in at school only, on the district's network.",
    secrets="This list names what pupils are asked for after the badge. Never keep it together with the badges.",
)  # fmt: skip

_SPANISH = Words(
    language="es",
    grades={
        "IT": "Infantes",
        "PR": "Preescolar",
        "PK": "Prekínder",
        "TK": "Kínder de transición",
        "KG": "Kínder",
        "PS": "Postsecundaria",
        "UG": "Sin grado",
        "Other": "",
    },
    grade="Grado {}",
    class_badges="Credenciales",
    badges=("{} credencial", "{} credenciales"),
    printed="Impresión: {}",
    valid_until="Vigencia: hasta el {}",
    date_format="{day} de {month} de {year}",
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    rules=(
        "Estas credenciales reemplazan a todas las anteriores: las viejas de las mismas personas ya no sirven.",
        "Una credencial abre la cuenta de su dueño como una llave. Guarde esta hoja bajo llave hasta entregarlas.",
        "La credencial se muestra plana frente a la cámara. Sin copias ni fotografías.",
        "¿Se perdió una? Imprima otra: la perdida deja de servir.",
    ),
    name="Nombre",
    grade_column="Grado y clase",
    handed_out="Entregada",
    without_badge="Sin credencial",
    refusals={
        "not_allowed": "desconocido, o no está a su cargo",
        "disabled": "la cuenta está desactivada",
        "policy": "las reglas del distrito no lo incluyen",
    },
    page="Página {page} de {pages}",
    picture="dibujo: {}",
    pictures={
        "apple": "manzana",
        "balloon": "globo",
        "boat": "barco",
        "car": "carro",
        "cat": "gato",
        "fish": "pez",
        "flower": "flor",
        "house": "casa",
        "moon": "luna",
        "star": "estrella",
        "tree": "árbol",
        "umbrella": "paraguas",
    },
    pin="PIN {}",
    number="N.º {}",
    checklist="Lista de entrega",
    hours="Solo sirven a estas horas: {}.",
    days={"Mon": "lun", "Tue": "mar", "Wed": "mié", "Thu": "jue", "Fri": "vie", "Sat": "sáb", "Sun": "dom"},
    networks="Solo sirven en la escuela, en la red del distrito.",
    secrets="Esta lista dice qué se pide después de la credencial. Nunca la guarde junto con las credenciales.",
)  # fmt: skip

_LANGUAGES = {words.language: words for words in (_ENGLISH, _SPANISH)}


def words_in(language: str) -> Words:
    """The words of a language, `es` or `es-MX` alike; English if the sheets do not speak it."""
    return _LANGUAGES.get(language.partition("-")[0], _ENGLISH)
