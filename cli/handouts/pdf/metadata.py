"""What the file says of itself: one XMP packet that declares PDF/A-2a and PDF/UA-1, and the matching Info entries."""

from hashlib import sha256
from xml.sax.saxutils import escape

import pydyf
from weasyprint.document import DocumentMetadata

from handouts import __version__
from handouts.pdf.details import Details
from handouts.pdf.engine import producer
from handouts.pdf.standards import UA1, Standard
from handouts.pdf.streams import finish_objects

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


class Metadata(DocumentMetadata):  # type: ignore[misc]  # WeasyPrint has no types
    """The details of one handout, in the form WeasyPrint asks for."""

    def __init__(self, details: Details, standard: Standard = UA1) -> None:
        """Fill the Info entries that WeasyPrint writes; PDF/A-4 has none."""
        self.standard = standard
        day = details.date.isoformat()
        super().__init__(
            title=details.title,
            authors=[details.author],
            description=details.subject,
            keywords=list(details.keywords),
            generator=f"handouts {__version__}",
            created=day,
            modified=day,
            lang=details.language,
        )
        self.digest = ""

    def include_in_pdf(self, pdf: pydyf.PDF, *variant: object) -> None:
        """Close the content of *pdf*, derive its identifier from it, and add the packet."""
        self.digest = sha256(finish_objects(pdf)).hexdigest()
        super().include_in_pdf(pdf, *variant[:-1], compress=False)

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:  # noqa: ARG002
        """Give the RDF part of the packet; both standards are declared whatever WeasyPrint was asked for."""
        names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
        body = "\n".join([self.standard.conformance, *self.properties()])
        return f'<rdf:RDF{names}>\n<rdf:Description rdf:about="">\n{body}\n</rdf:Description>\n</rdf:RDF>'.encode()

    def properties(self) -> list[str]:
        """Give the properties that differ from file to file, as XML."""
        return [
            _alternatives("dc:title", self.title),
            _alternatives("dc:description", self.description) if self.description else "",
            f"<dc:creator><rdf:Seq><rdf:li>{escape(self.authors[0])}</rdf:li></rdf:Seq></dc:creator>",
            f"<dc:language><rdf:Bag><rdf:li>{escape(self.lang)}</rdf:li></rdf:Bag></dc:language>",
            f"<pdf:Keywords>{escape(', '.join(self.keywords))}</pdf:Keywords>" if self.keywords else "",
            f"<pdf:Producer>{escape(producer())}</pdf:Producer>",
            f"<xmp:CreatorTool>{escape(self.generator)}</xmp:CreatorTool>",
            f"<xmp:CreateDate>{self.created}</xmp:CreateDate>",
            f"<xmp:ModifyDate>{self.modified}</xmp:ModifyDate>",
            f"<xmpMM:DocumentID>xmp.did:{self.digest}</xmpMM:DocumentID>",
        ]


def _alternatives(name: str, text: str) -> str:
    """Give a property that XMP allows in several languages; ours holds the file's own."""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'
