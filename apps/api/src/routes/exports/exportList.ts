import { z } from "@hono/zod-openapi";
import { tableOf } from "../../exports/tableOf.ts";
import { toCsv } from "../../exports/toCsv.ts";
import { toXlsx } from "../../exports/toXlsx.ts";
import type { ExportTable } from "../../exports/table.ts";
import type { FileAnswer, Operation } from "../../openapi/index.ts";

const note = "Text that a spreadsheet would run as a formula comes as text.";
const rowsPerRead = 1000;

type Format = {
  name: "csv" | "xlsx";
  description: string;
  contentType: string;
  write: (table: ExportTable) => Promise<FileAnswer["bytes"]> | FileAnswer["bytes"];
};

const formats: readonly Format[] = [
  {
    name: "csv",
    description: `${note} In CSV it has an apostrophe before it.`,
    contentType: "text/csv",
    write: toCsv,
  },
  {
    name: "xlsx",
    description: note,
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write: toXlsx,
  },
];

/** A list as CSV and as XLSX: whole, with the same filters, its columns being the fields of the list. */
export function exportsOf(list: Operation): Operation[] {
  const plural = list.id.replace(/^list/, "").replace(/^[a-z]/, (letter) => letter.toUpperCase());
  const { limit: _limit, cursor: _cursor, ...filters } = list.query?.shape ?? {};
  const columns = columnsOf(list);
  return formats.map((format) => ({
    audience: list.audience,
    access: list.access,
    method: "get",
    status: 200,
    idempotency: "none",
    needsIfMatch: false,
    hasEtag: false,
    body: undefined,
    params: list.params,
    query: z.strictObject(filters),
    id: `export${plural}${format.name === "csv" ? "Csv" : "Xlsx"}`,
    path: list.path.replace("/v1/", "/v1/exports/").concat(`.${format.name}`),
    tag: "Exports",
    summary: `${list.summary.replace(/, .* first$/, "")}, as ${format.name.toUpperCase()}`,
    description: format.description,
    fileContentType: format.contentType,
    answer: z.string(),
    run: async (request) => {
      const items = await readWhole(list, request);
      const table = tableOf({ sheetName: sheetNameOf(plural), columns, items });
      const name = `${list.path.split("/").at(-1)}.${format.name}`;
      return { body: "", file: { bytes: await format.write(table), name } };
    },
  }));
}

/** An operation that answers with pages of records. */
export function isList({ method, answer }: Operation): boolean {
  return method === "get" && dataOf(answer) !== undefined;
}

function dataOf(answer: z.ZodType): z.ZodArray | undefined {
  const data: unknown = answer instanceof z.ZodObject ? answer.shape.data : undefined;
  return data instanceof z.ZodArray ? data : undefined;
}

/** The fields of what is listed; of all its kinds, where there are several. */
function columnsOf({ answer }: Operation): string[] {
  return [...new Set(fieldsOf(dataOf(answer)?.element))];
}

function fieldsOf(schema: unknown): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(fieldsOf);
  throw new RangeError("a list of what has no fields cannot be exported");
}

type Page = { data: object[]; next_cursor: string | null };

async function readWhole(
  list: Operation,
  request: Parameters<Operation["run"]>[0],
): Promise<object[]> {
  const items: object[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { ...(request.query as object), limit: rowsPerRead, cursor };
    const page = (await list.run({ ...request, query })).body as Page;
    items.push(...page.data);
    cursor = page.next_cursor;
  }
  return items;
}

// A sheet's name has at most 31 characters.
function sheetNameOf(plural: string): string {
  return plural.slice(0, 31);
}
