"""XMP: our own recipe, and what every program that knows XMP shows of it.

Names are those of Dublin Core and of the IPTC Photo Metadata Standard 2025.1.
"""

import html
import json
import re
from collections.abc import Mapping
from typing import Any

KEY = "vernissage"
"""Of our JSON: an XMP attribute's namespace, a PNG text chunk's keyword."""

PROGRAM = "Vernissage"

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:{key}="urn:{key}:1"
 xmp:CreatorTool="{program}"
 Iptc4xmpExt:AISystemUsed="{model}"
 Iptc4xmpExt:AIPromptInformation="{prompt}"
 {key}:recipe="{recipe}">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{prompt}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_FOUND = re.compile(KEY + ':recipe="([^"]*)"')
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""XML 1.0 has no way to write these characters."""


def packet(recipe: Mapping[str, Any]) -> str:
    """An XMP packet with a recipe."""
    return _PACKET.format(
        key=KEY,
        program=PROGRAM,
        model=_attribute(str(recipe.get("model", ""))),
        prompt=_attribute(str(recipe.get("prompt", ""))),
        recipe=_attribute(json.dumps(dict(recipe))),
    )


def recipe_in(text: str) -> str | None:
    """Our JSON in an XMP packet."""
    found = _FOUND.search(text)
    return html.unescape(found[1]) if found else None


def _attribute(text: str) -> str:
    """XML: a line break in an attribute is a blank unless it is written as a number."""
    return html.escape(_FORBIDDEN.sub("", text)).replace("\n", "&#10;").replace("\r", "&#13;")
