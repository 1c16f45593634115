"""Table headers: the Scope of each TH and the Headers of each TD, from the whole table's grid after it is merged."""

from collections import defaultdict
from collections.abc import Iterator

from handouts.pdf.element import Node

_SCOPE = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}


def associate_headers(table: Node, number: int) -> None:
    """Write spans, Scope, ID and Headers on the cells of *table*, the document's table *number*."""
    cells = list(_grid(table))
    columns: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows: dict[int, list[str]] = defaultdict(list)
    for row, column, cell in cells:
        _write_spans(cell)
        if cell.type == "TH":
            cell.id = cell.id or f"t{number}r{row + 1}c{column + 1}"
            scope = _scope(cell, column)
            cell.set("Table", Scope=f"/{scope}")
            for at in range(row, row + cell.spans[1]) if scope == "Row" else ():
                rows[at].append(cell.id)
            for at in range(column, column + cell.spans[0]) if scope == "Column" else ():
                columns[at].append((row, cell.id))
    for row, column, cell in cells:
        above = [name for at in range(column, column + cell.spans[0]) for place, name in columns[at] if place < row]
        beside = [name for at in range(row, row + cell.spans[1]) for name in rows[at]]
        headers = list(dict.fromkeys(above + beside))
        if cell.type == "TD" and headers:
            cell.set("Table", Headers=headers)


def _grid(table: Node) -> Iterator[tuple[int, int, Node]]:
    """Give row, column and cell of each cell of *table*; rows of a table inside a cell are not its own."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(_rows(table)):
        column = 0
        for cell in line.nodes:
            while (row, column) in taken:
                column += 1
            width, height = cell.spans
            taken.update((row + down, column + right) for down in range(height) for right in range(width))
            yield row, column, cell


def _rows(node: Node) -> Iterator[Node]:
    """Give the TR elements below *node* in order."""
    for kid in node.nodes:
        if kid.type == "TR":
            yield kid
        elif kid.type in ("THead", "TBody", "TFoot"):
            yield from _rows(kid)


def _write_spans(cell: Node) -> None:
    """Write the number of columns and rows of *cell* where it is not one."""
    for name, span in zip(("ColSpan", "RowSpan"), cell.spans, strict=True):
        if span != 1:
            cell.set("Table", **{name: span})


def _scope(cell: Node, column: int) -> str:
    """Give the Scope of a TH: what the author wrote, else by its place as HTML does."""
    written = _SCOPE.get((cell.element.get("scope") or "") if cell.element is not None else "")
    row = cell.parent
    in_head = row is not None and row.parent is not None and row.parent.type == "THead"
    all_headers = row is not None and all(kid.type == "TH" for kid in row.nodes)
    return written or ("Row" if column == 0 and not in_head and not all_headers else "Column")
