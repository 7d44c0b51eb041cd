"""A guide as HTML: for the screen with films, for paper without."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from guides.films import Film
from guides.guide import Guide
from guides.pictures import Picture
from guides.placeholders import Meaning
from guides.words import Words


@dataclass(frozen=True)
class Material:
    """What guides of one language are filled with.

    Attributes:
        words: the language.
        meanings: of placeholders.
        pictures: screenshots by name.
        films: by name.
        captions: of the films in this language, by the film's name, in the order of its cues.
        caption_languages: in which there are captions.
    """

    words: Words
    meanings: Mapping[str, Meaning]
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    films: Mapping[str, Film] = field(default_factory=dict)
    captions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    caption_languages: Sequence[Words] = ()


def body_of(guide: Guide, material: Material, *, on_paper: bool = False) -> str:
    """The content of a guide, as HTML in which everything is escaped that came from elsewhere.

    Args:
        guide: what is rendered.
        material: has everything that the guide names.
        on_paper: leaves films out, and links lead nowhere but to addresses that can be typed.
    """
    tokens = copy.deepcopy(list(guide.tokens))
    for before, content, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if [child.type for child in content.children or []] == ["image"]:
            before.hidden = after.hidden = True  # a figure is no paragraph
    parser = MarkdownIt("commonmark")
    for kind, rule in (("placeholder", _placeholder), ("image", _image), ("link_open", _link), ("link_close", _unlink)):
        parser.add_render_rule(kind, rule)
    html: str = parser.renderer.render(
        list(_in_steps(tokens)), parser.options, {"material": material, "on_paper": on_paper}
    )
    return html


def _in_steps(tokens: Sequence[Token]) -> Iterator[Token]:
    """The same with a section around each heading and what belongs to it: on paper it stays together."""
    is_open = False
    for token in tokens:
        if token.type == "heading_open" and token.tag != "h1":
            if is_open:
                yield Token("step_close", "section", -1, block=True)
            yield Token("step_open", "section", 1, block=True)
            is_open = True
        yield token
    if is_open:
        yield Token("step_close", "section", -1, block=True)


def _placeholder(_: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    meaning = env["material"].meanings[tokens[index].content]
    text = escape(meaning.text)
    return f'<a class="address" href="{escape(meaning.address)}">{text}</a>' if meaning.address else text


def _link(_: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    if env["on_paper"]:
        return "<em>"
    address = str(tokens[index].attrGet("href"))
    if address.endswith(".md"):
        address = f"{address.removesuffix('.md')}.html"
    return f'<a href="{escape(address)}">'


def _unlink(_: RendererHTML, _tokens: Sequence[Token], _index: int, _options: Any, env: Any) -> str:
    return "</em>" if env["on_paper"] else "</a>"


def _image(_: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    kind, name = str(tokens[index].attrGet("src")).split(":")
    says = tokens[index].content
    if kind == "screenshot":
        return _figure(env["material"].pictures[name], says)
    return "" if env["on_paper"] else _film(env["material"], name, says)


def _figure(picture: Picture, says: str) -> str:
    size = f'width="{picture.width}" height="{picture.height}"'
    image = f'<img src="pictures/{picture.file.name}" alt="{escape(says)}" {size}>'
    return f'<figure class="shot shot--{picture.shape}">{image}</figure>\n'


def _film(material: Material, name: str, says: str) -> str:
    poster = material.films[name].poster
    words = material.words
    tracks = "".join(
        f'<track kind="captions" src="films/{name}.{one.code}.vtt" srclang="{one.code}" label="{escape(one.name)}"'
        f"{' default' if one.code == words.code else ''}>"
        for one in material.caption_languages
    )
    spoken = "".join(f"<li>{escape(text)}</li>" for text in material.captions[name])
    return (
        f'<figure class="film"><video controls preload="metadata" poster="pictures/{poster.file.name}"'
        f' width="{poster.width}" height="{poster.height}" aria-label="{escape(words.say("film", title=says))}">'
        f'<source src="films/{name}.webm" type="video/webm">{tracks}</video>'
        f"<figcaption>{escape(words.say('film', title=says))}</figcaption></figure>"
        f"<details><summary>{escape(words.say('film_text'))}</summary><ol>{spoken}</ol></details>\n"
    )
