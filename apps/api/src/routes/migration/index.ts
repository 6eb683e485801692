import type { Operation } from "../../openapi/index.ts";
import { earlierOperations } from "./earlier.ts";
import { operatorOperations } from "./operators.ts";
import { runOperations } from "./run.ts";

export const migrationOperations: readonly Operation[] = [
  ...runOperations,
  ...earlierOperations,
  ...operatorOperations,
];
