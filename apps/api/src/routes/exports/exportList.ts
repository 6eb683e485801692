import type { Listed, Permission } from "@rollbook/services/run";
import { tableOf } from "../../exports/tableOf.ts";
import { toCsv } from "../../exports/toCsv.ts";
import { toXlsx } from "../../exports/toXlsx.ts";
import { wholeList } from "../../exports/wholeList.ts";
import { defineFileOperation, type Operation, type OperationRequest } from "../../openapi/index.ts";

type AnyRequest = OperationRequest<unknown, unknown, unknown>;

const note = "Text that a spreadsheet would run as a formula comes as text.";

/** A list as CSV and as XLSX, its columns being the fields of the list. */
export function exportOperations<Item>(list: {
  plural: string;
  access: Permission;
  columns: readonly string[];
  list: (
    request: AnyRequest,
    page: { limit: number; after?: string },
  ) => Promise<{ result: Listed<Item> }>;
  toWire: (item: Item) => object;
}): Operation[] {
  const { plural, access, columns } = list;
  const name = `${plural.charAt(0).toUpperCase()}${plural.slice(1)}`;
  const readTable = async (request: AnyRequest) => {
    const items = await wholeList(async (page) => (await list.list(request, page)).result);
    return tableOf({ sheetName: name, columns, items: items.map(list.toWire) });
  };
  const shared = { tag: "Exports", access, summary: `All ${plural}` };
  return [
    defineFileOperation({
      ...shared,
      id: `export${name}Csv`,
      path: `/v1/exports/${plural}.csv`,
      description: `${note} In CSV it has an apostrophe before it.`,
      contentType: "text/csv",
      run: async (request) => ({ bytes: toCsv(await readTable(request)), name: `${plural}.csv` }),
    }),
    defineFileOperation({
      ...shared,
      id: `export${name}Xlsx`,
      path: `/v1/exports/${plural}.xlsx`,
      description: note,
      contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      run: async (request) => ({
        bytes: await toXlsx(await readTable(request)),
        name: `${plural}.xlsx`,
      }),
    }),
  ];
}
