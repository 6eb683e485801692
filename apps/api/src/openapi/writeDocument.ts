import { writeFile } from "node:fs/promises";
import { accessTable } from "../access/accessTable.ts";
import { operations } from "../routes/operations.ts";
import { accessPath, documentOfApi, documentPath, printDocument } from "./documentOfApi.ts";

await writeFile(documentPath, printDocument(documentOfApi()));
await writeFile(accessPath, printDocument(accessTable(operations)));
process.stdout.write(`wrote ${documentPath} and ${accessPath}\n`);
