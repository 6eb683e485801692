import { existsSync } from "node:fs";
import process from "node:process";
import { chromium, type Browser } from "playwright-core";

export type FoundBrowser =
  | { kind: "found"; name: string; browser: Browser }
  | { kind: "missing"; reason: string };

/** A browser test that can not run says so, in the list of tests and beside it. */
export function whyNot({ what, reason }: { what: string; reason: string }): string {
  const sentence = `${what} in a browser: skipped, since no browser runs here (${reason})`;
  process.stderr.write(`${sentence}\n`);
  return sentence;
}

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The Chromium that comes with the tests (Linux, x64), else one that is installed on the machine. */
export async function findBrowser(): Promise<FoundBrowser> {
  const problems: string[] = [];
  for (const launch of [launchBundled, launchInstalled])
    try {
      return await launch();
    } catch (error) {
      problems.push(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
    }
  return { kind: "missing", reason: problems.join("; ") };
}

/** What the package adds for another place: no sandboxing of pages from each other, and a slow imitation of a GPU. */
const unwanted =
  /^--(single-process|disable-web-security|in-process-gpu|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu)/;

async function launchBundled(): Promise<FoundBrowser> {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("the bundled Chromium is for Linux on x64");
  // The package unpacks its libraries only when it thinks that it runs where it was made for.
  process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs24.x";
  const { default: bundled } = await import("@sparticuz/chromium");
  const browser = await chromium.launch({
    executablePath: await bundled.executablePath(),
    args: [...bundled.args.filter((argument) => !unwanted.test(argument)), "--disable-gpu"],
  });
  return { kind: "found", name: `bundled Chromium ${browser.version()}`, browser };
}

async function launchInstalled(): Promise<FoundBrowser> {
  const executablePath = installed.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error("no Chromium or Chrome is installed");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  return { kind: "found", name: `${executablePath} ${browser.version()}`, browser };
}
