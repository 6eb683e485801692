const definition = /^(?:#{2,6} |- |\* |\| )?(?:\*\*|`)?([A-Z]{3,6}-\d+[a-z]?)\b/;
const testPrefix = /^([A-Z]{3,6}-\d+[a-z]?)(:?)/;

export type RuleDefinition = { number: string; line: number };

/** Rules are the headings, list items or table rows of RULES.md that begin with a number such as START-2. */
export function readRules(text: string): RuleDefinition[] {
  return text.split("\n").flatMap((line, index) => {
    const number = definition.exec(line)?.[1];
    return number === undefined ? [] : [{ number, line: index + 1 }];
  });
}

/** A number with a colon is always a rule; without one (`UTF-8 text`) only where its family has rules. */
function ruleOfTestName({
  name,
  families,
}: {
  name: string;
  families: ReadonlySet<string>;
}): string | undefined {
  const [, number, colon] = testPrefix.exec(name) ?? [];
  if (number === undefined) return undefined;
  return colon === ":" || families.has(number.replace(/-.*/, "")) ? number : undefined;
}

/** Each rule has a test that begins with its number, and no test begins with a number that is no rule. */
export function compareRules({
  rules,
  tests,
}: {
  rules: readonly RuleDefinition[];
  tests: readonly { file: string; name: string }[];
}): string[] {
  const problems: string[] = [];
  const known = new Map<string, number>();
  for (const { number, line } of rules) {
    const first = known.get(number);
    if (first !== undefined)
      problems.push(`RULES.md:${line}: ${number} stands already in line ${first}`);
    known.set(number, first ?? line);
  }
  const tested = new Set<string>();
  const families = new Set([...known.keys()].map((number) => number.replace(/-.*/, "")));
  for (const { file, name } of tests) {
    const rule = ruleOfTestName({ name, families });
    if (rule === undefined) continue;
    tested.add(rule);
    if (!known.has(rule))
      problems.push(`${file}: "${name}" names ${rule}, which is no rule in RULES.md`);
  }
  for (const [number, line] of known) {
    if (!tested.has(number))
      problems.push(`RULES.md:${line}: ${number} has no test whose name begins with it`);
  }
  return problems;
}
