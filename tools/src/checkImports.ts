import { readFileSync } from "node:fs";
import path from "node:path";
import { reportAndExit, rootFolder } from "./commandLine.ts";
import { judgeImport, judgeSql, policyOf } from "./imports/judge.ts";
import { readImports } from "./imports/readImports.ts";
import { listSourceFiles } from "./sourceFiles.ts";

function problemsOf({ root, file }: { root: string; file: string }): {
  problems: string[];
  imports: number;
} {
  const reading = readImports({
    fileName: file,
    source: readFileSync(path.join(root, file), "utf8"),
  });
  const problems = reading.errors.map((error) => `${file}: cannot be read: ${error}`);
  for (const { text, line } of reading.specifiers) {
    const problem = judgeImport({ file, specifier: text });
    if (problem) problems.push(`${file}:${line}: ${problem}`);
  }
  for (const { text, line } of reading.sql) {
    const problem = judgeSql({ file, text });
    if (problem) problems.push(`${file}:${line}: ${problem}`);
  }
  return { problems, imports: reading.specifiers.length };
}

const root = rootFolder();
const files = listSourceFiles(root).filter((file) => policyOf(file) && file !== "tools/run.mjs");
const readings = files.map((file) => problemsOf({ root, file }));
const imports = readings.reduce((sum, reading) => sum + reading.imports, 0);
const problems = readings.flatMap((reading) => reading.problems);
// A check that reads nothing must not pass.
if (imports === 0)
  problems.push("No import was found in any file: the check looked in the wrong place.");
reportAndExit({
  name: "imports",
  problems,
  counted: `${imports} imports in ${files.length} files`,
});
