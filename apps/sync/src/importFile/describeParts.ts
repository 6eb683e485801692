import type { ColumnBinding, RosterQuestion } from "@rollbook/core/roster";

export function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

export function describeColumn({
  column,
  header,
  field,
  confidence,
  samples,
}: ColumnBinding): string {
  const name = JSON.stringify(oneLine(header));
  const taken = field === null ? "stays your own" : `${field} (${Math.round(confidence * 100)} %)`;
  return `${String(column).padStart(3)} ${name.padEnd(28)} ${taken.padEnd(30)} ${samples.join(" | ")}`.trimEnd();
}

export function describeQuestion({
  message,
  isBlocking,
  answer,
  examples,
}: RosterQuestion): string[] {
  const choices =
    answer?.choices.map(({ value, label }) => `${JSON.stringify(value)} ${label}`) ?? [];
  return [
    `${isBlocking ? "!" : "?"} ${message}`,
    ...(examples ?? []).map((example) => `    ${example}`),
    ...(answer === undefined
      ? []
      : [
          `    answer in the settings file with "${answer.key}"${choices.length === 0 ? "" : `: ${choices.join(", ")}`}`,
        ]),
  ];
}

/** A header of several lines as one. */
export function oneLine(header: string): string {
  return header.replace(/\s+/g, " ").trim();
}
