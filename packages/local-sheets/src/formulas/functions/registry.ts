import { arrayFunctions } from "./arrays.ts";
import { dateFunctions } from "./dates.ts";
import { infoFunctions } from "./info.ts";
import { libraryFunctions } from "./library.ts";
import { logicFunctions } from "./logic.ts";
import { lookupFunctions } from "./lookup.ts";
import { mathFunctions } from "./math.ts";
import type { FunctionSpec } from "./spec.ts";
import { textFunctions } from "./text.ts";

const functions = new Map<string, FunctionSpec>(
  [
    libraryFunctions,
    mathFunctions,
    logicFunctions,
    lookupFunctions,
    textFunctions,
    dateFunctions,
    infoFunctions,
    arrayFunctions,
  ].flatMap((table) => Object.entries(table)),
);

export const functionNamed = (name: string): FunctionSpec | undefined => functions.get(name);

export const functionNames = (): string[] => [...functions.keys()].sort();
