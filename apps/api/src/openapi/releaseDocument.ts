import { writeFile } from "node:fs/promises";
import { documentOfApi, releasedPath } from "./documentOfApi.ts";

// Run at a release: from then on nothing of it may be taken from callers again.
await writeFile(releasedPath, `${JSON.stringify(documentOfApi())}\n`);
process.stdout.write(`wrote ${releasedPath}\n`);
