import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { reportAndExit, rootFolder } from "./commandLine.ts";
import { compareRules, readRules } from "./rules/compareRules.ts";
import { readTestNames } from "./rules/readTestNames.ts";
import { listSourceFiles } from "./sourceFiles.ts";

const root = rootFolder();
const rulesFile = path.join(root, "packages/core/RULES.md");
const rules = existsSync(rulesFile) ? readRules(readFileSync(rulesFile, "utf8")) : [];
const tests = listSourceFiles(root)
  .filter((file) => /\.test\.tsx?$/.test(file) && !file.startsWith("tests/src/guards/"))
  .flatMap((file) =>
    readTestNames({ fileName: file, source: readFileSync(path.join(root, file), "utf8") }).map(
      (name) => ({ file, name }),
    ),
  );
const problems = compareRules({ rules, tests });
if (rules.length === 0)
  problems.push("packages/core/RULES.md names no rule: the check has nothing to look at.");
reportAndExit({
  name: "rules",
  problems,
  counted: `${rules.length} rules, ${tests.length} test names`,
});
