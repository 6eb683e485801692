const permissive = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "OFL-1.1",
  "PostgreSQL",
  "Python-2.0",
  "Unlicense",
  "WTFPL",
  "Zlib",
]);

/** Packages whose licence is not permissive but which only the tests' tooling loads; nothing of them is shipped. */
export const exceptions: Readonly<Record<string, string>> = {
  lightningcss: "MPL-2.0; comes with vite, changes nothing of it and ships nothing of it",
};

/** True when an SPDX expression leaves a permissive choice. */
export function isPermissive(expression: string): boolean {
  const inner = expression.trim().replace(/^\((.*)\)$/, "$1");
  if (/ OR /.test(inner)) return inner.split(" OR ").some(isPermissive);
  if (/ AND /.test(inner)) return inner.split(" AND ").every(isPermissive);
  return permissive.has(inner.trim());
}

export type Installed = { name: string; version: string; licence: string };

export function judgeLicence({ name, version, licence }: Installed): string | undefined {
  if (isPermissive(licence)) return undefined;
  const excepted = Object.keys(exceptions).some(
    (each) => name === each || name.startsWith(`${each}-`),
  );
  return excepted
    ? undefined
    : `${name}@${version}: ${licence || "no licence stated"} is not on the list of permissive licences`;
}
