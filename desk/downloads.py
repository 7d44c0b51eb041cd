"""PDFs that a browser saves."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from starlette.responses import Response


def pdf_download(pdf: bytes, kind: str, of: str) -> Response:
    """Answer with a PDF.

    Args:
        pdf: its content.
        kind: first word of the file's name: `badges`.
        of: whom or what it is for, as people write it: the file is named after it, in plain letters and, for browsers
            that know RFC 6266, as it is.
    """
    in_ascii = unicodedata.normalize("NFKD", of).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", in_ascii.lower()).strip("-")
    full = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", of).strip()
    name = f"{kind}-{plain or 'sheet'}.pdf"
    disposition = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(f'{kind.capitalize()} {full}.pdf')}"
    return Response(pdf, media_type="application/pdf", headers={"Content-Disposition": disposition})
