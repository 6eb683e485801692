import { reportAndExit, rootFolder } from "./commandLine.ts";
import { judgeLicence } from "./licences/judgeLicence.ts";
import { listInstalled } from "./licences/listInstalled.ts";

const installed = listInstalled(rootFolder());
const problems = installed.flatMap((each) => judgeLicence(each) ?? []).sort();
if (installed.length === 0)
  problems.push("No installed package was found: the check looked in the wrong place.");
reportAndExit({ name: "licences", problems, counted: `${installed.length} packages` });
