import { registerHooks } from "node:module";
import { mutants } from "./mutants.ts";

/** Loaded before everything else in a process of its own: plants one known fault in the engine's source. */
const wanted = mutants.find((mutant) => mutant.name === process.env.ROLLBOOK_MUTANT);
if (wanted === undefined) throw new Error(`No mutant is called ${process.env.ROLLBOOK_MUTANT}`);
const planted = new Set<string>();

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const edits = wanted.edits.filter(({ file }) => url.endsWith(`/${file}`));
    if (edits.length === 0) return loaded;
    let source = String(loaded.source);
    for (const { file, find, replace } of edits) {
      if (source.split(find).length !== 2) throw new Error(`${file} no longer says: ${find}`);
      source = source.replace(find, () => replace);
      planted.add(find);
    }
    return { ...loaded, source };
  },
});

process.once("exit", () => {
  if (planted.size !== wanted.edits.length) process.stderr.write("the fault was not planted\n");
});
