import { element } from "./element.ts";
import { type Column, table } from "./table.ts";

interface Page<Item> {
  data: Item[];
  next_cursor: string | null;
}

/** A list that asks for more when told to. */
export async function pagedList<Item, Row>({
  read,
  toRow,
  columns,
  none,
}: {
  read: (cursor: string | undefined) => Promise<Page<Item>>;
  toRow: (item: Item) => Promise<Row>;
  columns: readonly Column<Row>[];
  none: string;
}): Promise<HTMLElement> {
  const place = element("div");
  const rows: Row[] = [];
  const readOn = async (cursor: string | undefined): Promise<void> => {
    const page = await read(cursor);
    rows.push(...(await Promise.all(page.data.map(toRow))));
    const next = page.next_cursor;
    const more = element("button", { type: "button", class: "button" }, ["Show more"]);
    const note = element("p", { class: "problem", role: "alert" });
    more.addEventListener("click", () => {
      more.disabled = true;
      if (next === null) return;
      readOn(next).catch((error: unknown) => {
        more.disabled = false;
        note.textContent = error instanceof Error ? error.message : "No more could be read.";
      });
    });
    place.replaceChildren(table({ columns, rows, none }), ...(next === null ? [] : [more, note]));
  };
  await readOn(undefined);
  return place;
}
