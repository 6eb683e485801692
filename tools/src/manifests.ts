import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export type Manifest = { file: string; dependencies: string[] };

type PackageJson = Partial<
  Record<"dependencies" | "devDependencies" | "optionalDependencies", Record<string, string>>
>;

function readManifest({ root, file }: { root: string; file: string }): Manifest {
  const json = JSON.parse(readFileSync(path.join(root, file), "utf8")) as PackageJson;
  const { dependencies, devDependencies, optionalDependencies } = json;
  return {
    file,
    dependencies: Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }),
  };
}

/** The package.json files of the workspace and what they depend on. */
export function listManifests(root: string): Manifest[] {
  const nested = ["packages", "apps"].flatMap((folder) =>
    existsSync(path.join(root, folder))
      ? readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`)
      : [],
  );
  return [".", "tests", "bench", "tools", ...nested]
    .map((folder) => path.posix.join(folder, "package.json"))
    .filter((file) => existsSync(path.join(root, file)))
    .map((file) => readManifest({ root, file }));
}
