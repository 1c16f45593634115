"""Which standard structure type (ISO 32000-1, 14.8.4) an HTML element gets; data only, used by structure."""

ROLES = {
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "aside": "Sect",
    "nav": "Sect",
    "header": "Div",
    "footer": "Div",
    "div": "Div",
    "figure": "Div",
    "address": "Div",
    "fieldset": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    "legend": "P",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "dt": "Lbl",
    "dd": "LBody",
    "li": "LBody",
    "li::marker": "Lbl",
    "table": "Table",
    "caption": "Caption",
    "figcaption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "strong": "Strong",
    "em": "Em",
    "q": "Quote",
    "code": "Code",
    "kbd": "Code",
    "samp": "Code",
    "::footnote-call": "Reference",
    "::footnote-marker": "Lbl",
}
"""Elements that are not listed show their text in the place of their parent, unless they carry a language.

What begins with a colon goes for any element.
"""

MAPPED = {"Strong": "Span", "Em": "Span"}
"""Types that PDF 1.7 does not know, and the standard type that stands for each (the file's RoleMap)."""

OLDER = frozenset({"Art", "BlockQuote", "Quote", "Code", "Reference"})
"""Types that PDF 2.0 takes from PDF 1.7: they have no namespace."""

GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
"""Types that hold blocks: a run of text directly inside is wrapped in a P."""

INLINE = frozenset({"Span", "Strong", "Em", "Quote", "Code", "Link", "Reference", "Note"})
"""Types that are part of a line of text."""

KEPT_WHEN_EMPTY = frozenset({"TR", "TH", "TD"})
"""Types whose absence would shift a table's grid; other empty elements are left out."""

NUMBERING = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "decimal-leading-zero": "Decimal",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
"""ListNumbering (ISO 32000-1, table 347) for a CSS list-style-type."""

NUMBERING_OF_ELEMENT = {"ol": "Decimal", "ul": "Disc"}
"""ListNumbering where the style says nothing that PDF knows: other digits, images, numbers from CSS counters."""
