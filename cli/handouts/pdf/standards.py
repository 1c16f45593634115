"""The standards that a file can be made to keep, and how they differ; how they are kept is the business of the others.

``ua1`` is what readers, checkers and archives know today: PDF 1.7. ``ua2`` is its successor, on PDF 2.0.
"""

from dataclasses import dataclass

_EXTENSION = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


@dataclass(frozen=True)
class Standard:
    """One choice: *variant* is what WeasyPrint is asked for, *flavours* what veraPDF calls the standards kept.

    *conformance* is what the file says of itself, as XMP. With a *namespace* each tag says which set of types it is of
    (ISO 32000-2, 14.8.6), and links inside the file lead to tags.
    """

    name: str
    variant: str
    flavours: tuple[str, ...]
    conformance: str
    namespace: str = ""


UA1 = Standard(
    "ua1",
    "pdf/a-2a",
    ("ua1", "2a"),
    "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n"
    + _EXTENSION,
)
UA2 = Standard(
    "ua2",
    "pdf/a-4u",
    ("ua2", "4"),
    "<pdfaid:part>4</pdfaid:part>\n<pdfaid:rev>2020</pdfaid:rev>\n"
    "<pdfuaid:part>2</pdfuaid:part>\n<pdfuaid:rev>2024</pdfuaid:rev>",
    "http://iso.org/pdf2/ssn",
)
STANDARDS = {standard.name: standard for standard in (UA1, UA2)}
"""By the names that the command line knows."""
