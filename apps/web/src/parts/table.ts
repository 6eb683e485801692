import { element } from "./element.ts";

export interface Column<Row> {
  title: string;
  isNumber?: boolean;
  cell: (row: Row) => Node | string;
}

export function table<Row>({
  columns,
  rows,
  none,
  isNarrow = false,
}: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** What to say when there is no row. */
  none: string;
  /** It fits on a phone as it is; others show each row there as a card, with the column's name beside each value. */
  isNarrow?: boolean;
}): HTMLElement {
  if (rows.length === 0) return element("p", { class: "quiet" }, [none]);
  const kind = (column: Column<Row>): Record<string, string> =>
    column.isNumber === true ? { class: "number" } : {};
  const head = columns.map((column) =>
    element("th", { scope: "col", ...kind(column) }, [column.title]),
  );
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      columns.map((column) =>
        element("td", { ...kind(column), "data-column": column.title }, [column.cell(row)]),
      ),
    ),
  );
  return element("div", { class: isNarrow ? "scroll narrow" : "scroll" }, [
    element("table", {}, [
      element("thead", {}, [element("tr", {}, head)]),
      element("tbody", {}, body),
    ]),
  ]);
}
