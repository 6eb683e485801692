import { writeFile } from "node:fs/promises";
import { documentOfApi, documentPath, printDocument } from "./documentOfApi.ts";

await writeFile(documentPath, printDocument(documentOfApi()));
process.stdout.write(`wrote ${documentPath}\n`);
