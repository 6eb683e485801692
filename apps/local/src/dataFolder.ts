import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { StartRefused } from "./startRefused.ts";

const currentVersion = 1;

const Contents = z.object({
  version: z.number().int().positive(),
  practiceId: z.string().optional(),
  /** SHA-256 of the roster file that became the practice's sheet. */
  rosterHash: z.string().optional(),
  spreadsheetId: z.string().optional(),
  isConnected: z.boolean().optional(),
  hasLivedFirstDay: z.boolean().optional(),
});
export type Contents = z.infer<typeof Contents>;

export interface DataFolder {
  path: string;
  contents: Contents;
  remember(changes: Partial<Contents>): void;
  /** The practice stays in the database; the folder takes another. */
  forgetPractice(): void;
}

/** Opens, or makes, the folder that holds one machine's Rollbook; throws StartRefused with what to do. */
export function openDataFolder(path: string): DataFolder {
  makeFolder(path);
  const marker = join(path, "rollbook.json");
  const keep = (contents: Contents) => {
    folder.contents = contents;
    writeMarker({ path, marker, contents });
  };
  const folder: DataFolder = {
    path,
    contents: existsSync(marker) ? readContents(marker) : { version: currentVersion },
    remember: (changes) => keep({ ...folder.contents, ...changes }),
    forgetPractice: () => {
      rmSync(join(path, "api-key"), { force: true });
      keep({ version: currentVersion });
    },
  };
  if (folder.contents.version > currentVersion) {
    throw new StartRefused(
      `The data folder ${path} was made by a newer Rollbook (its version ${folder.contents.version}, ours ${currentVersion}): update this program, or choose another folder with --data.`,
    );
  }
  if (!existsSync(marker)) folder.remember({});
  return folder;
}

function makeFolder(path: string): void {
  if (existsSync(path) && !statSync(path).isDirectory()) {
    throw new StartRefused(`--data ${path} is a file: name a folder.`);
  }
  try {
    makeEach(path);
  } catch (error) {
    throw new StartRefused(
      `The data folder ${path} cannot be made (${reasonOf(error)}): choose another with --data.`,
    );
  }
}

/** One by one: made recursively, a folder of a file system that takes none is tried for ever. */
function makeEach(path: string): void {
  if (existsSync(path)) return;
  makeEach(dirname(path));
  mkdirSync(path);
}

function writeMarker(input: { path: string; marker: string; contents: Contents }): void {
  const { path, marker, contents } = input;
  try {
    writeFileSync(`${marker}.new`, `${JSON.stringify(contents, undefined, 2)}\n`);
    renameSync(`${marker}.new`, marker);
  } catch (error) {
    throw new StartRefused(
      `Nothing can be written into the data folder ${path} (${reasonOf(error)}): make room or give this user the right to write there, or choose another with --data.`,
    );
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);

function readContents(marker: string): Contents {
  try {
    return Contents.parse(JSON.parse(readFileSync(marker, "utf8")));
  } catch {
    throw new StartRefused(
      `${marker} cannot be read as Rollbook's own file: restore it from a backup, or choose another folder with --data.`,
    );
  }
}
