import path from "node:path";
import { neverImported, policies, testLibraries, type Policy } from "./policy.ts";
import { isNodeModule } from "./readImports.ts";

const mayUseWhatIsNeverImported = new Set(["tests", "bench"]);

function isTestFile(file: string): boolean {
  return /\.test\.tsx?$|\.bench\.ts$|\/testing\/|\/test[A-Z]\w*\.ts$|vitest\.config\.ts$/.test(
    file,
  );
}

function matches({ name, patterns }: { name: string; patterns: readonly string[] }): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name,
  );
}

function matchesOurs({ name, allowed }: { name: string; allowed: readonly string[] }): boolean {
  return allowed.some((each) => name === each || name.startsWith(`${each}/`));
}

function judgeOurs({
  policy,
  file,
  name,
}: {
  policy: Policy;
  file: string;
  name: string;
}): string | undefined {
  const packageName = name.split("/")[0] ?? name;
  if (
    neverImported.some((each) => each === packageName) &&
    !mayUseWhatIsNeverImported.has(policy.folder)
  ) {
    return `@rollbook/${packageName} is imported by nobody`;
  }
  if (policy.ours === "everything") return undefined;
  if (
    isTestFile(file) &&
    matchesOurs({ name, allowed: [...policy.ours, ...(policy.oursInTests ?? [])] })
  )
    return undefined;
  if (!matchesOurs({ name, allowed: policy.ours }))
    return `${policy.folder} may not import @rollbook/${name}`;
  const isMain = file === `${policy.folder}/src/main.ts`;
  if (!isMain && matchesOurs({ name, allowed: policy.onlyInMain ?? [] })) {
    return `@rollbook/${name} belongs in ${policy.folder}/src/main.ts only`;
  }
  return undefined;
}

function judgeRelative({
  policy,
  file,
  specifier,
}: {
  policy: Policy;
  file: string;
  specifier: string;
}): string | undefined {
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  if (!target.startsWith(`${policy.folder}/`)) {
    return `${specifier} leaves ${policy.folder}: import another package by its name`;
  }
  if (isTestFile(target) && !isTestFile(file)) return `${specifier} is there for tests only`;
  if (!policy.hasOneEntryPerFolder) return undefined;
  const [from, to] = [file, target].map((each) => each.slice(policy.folder.length + 1).split("/"));
  const isOtherFolder = to && from && to.length > 2 && to[1] !== from[1];
  const isForTests = isTestFile(file) && isTestFile(target);
  if (isOtherFolder && to[2] !== "index.ts" && !isForTests) {
    return `${specifier} reaches into ${to[1]}: its index.ts is its one public entry`;
  }
  return undefined;
}

function judgeLibrary({
  policy,
  file,
  name,
}: {
  policy: Policy;
  file: string;
  name: string;
}): string | undefined {
  const inTests = [...testLibraries, ...(policy.librariesInTests ?? [])];
  if (isTestFile(file) && matches({ name, patterns: inTests })) return undefined;
  const { libraries } = policy;
  if ("anythingBut" in libraries) {
    return matches({ name, patterns: libraries.anythingBut.flatMap((each) => [each, `${each}/*`]) })
      ? `${policy.folder} may not import ${name}`
      : undefined;
  }
  return matches({ name, patterns: libraries })
    ? undefined
    : `${policy.folder} may not import ${name}`;
}

export function policyOf(file: string): Policy | undefined {
  return policies.find((policy) => file.startsWith(`${policy.folder}/`));
}

/** Says what is wrong with one import, or nothing. */
export function judgeImport({
  file,
  specifier,
}: {
  file: string;
  specifier: string;
}): string | undefined {
  const policy = policyOf(file);
  if (!policy) return undefined;
  if (specifier.startsWith(".")) return judgeRelative({ policy, file, specifier });
  if (specifier.startsWith("@rollbook/")) {
    return judgeOurs({ policy, file, name: specifier.slice("@rollbook/".length) });
  }
  if (isNodeModule(specifier)) {
    return policy.isNodeAllowed || isTestFile(file)
      ? undefined
      : `${policy.folder} may not import ${specifier}`;
  }
  return judgeLibrary({ policy, file, name: specifier });
}

/** A whole statement: it reads columns or writes. `select from x where ...` inside exists(...) is a condition. */
const statement =
  /^\s*(select\s+(?!from\b)|insert|update|delete|with|create|alter|drop|truncate|lock)/i;

/** SQL statements have their home in packages/db. */
export function judgeSql({ file, text }: { file: string; text: string }): string | undefined {
  const policy = policyOf(file);
  if (!policy || policy.sql === "all" || isTestFile(file)) return undefined;
  if (policy.sql === "conditions" && !statement.test(text)) return undefined;
  return "SQL belongs in packages/db";
}
