"""How a district's guides look: its colours as a stylesheet, its logo as a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from settings import DistrictFolder

_THEME_PICTURES = Path(__file__).parents[1] / "themes" / "homeroom" / "login" / "resources" / "img"


@dataclass(frozen=True)
class Brand:
    """A district's look.

    Attributes:
        name: of the district.
        color: of headers, as `#rrggbb`; white is readable on it.
        accent: the second colour.
        logo: address or file name of the logo as pages name it; empty for a drawing of a school.
        logo_file: is copied to where the pages name it; None for a logo at an address.
    """

    name: str
    color: str
    accent: str
    logo: str = ""
    logo_file: Path | None = None

    @classmethod
    def of(cls, folder: DistrictFolder) -> Brand:
        """A district's. Its logo is `logo.png` of the folder, as on letters, or what `branding.logo` says."""
        district = folder.district
        look = district.branding
        for file in (folder.path / "logo.png", _THEME_PICTURES / look.logo):
            if file.is_file():
                return cls(district.name, look.color, look.accent, f"../static/logo{file.suffix}", file)
        logo = look.logo if look.logo.startswith("https://") else ""
        return cls(district.name, look.color, look.accent, logo)

    @property
    def stylesheet(self) -> str:
        """The colours, for design tokens."""
        return (
            f":root {{\n  --brand: {self.color};\n  --brand-ink: {self.color};\n  --brand-panel: {self.color};\n"
            f"  --accent: {self.accent};\n}}\n"
        )
