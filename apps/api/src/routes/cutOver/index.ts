import type { Operation } from "../../openapi/index.ts";
import { acceptOperations } from "./accept.ts";
import { forecastOperations } from "./forecast.ts";
import { proofOperations } from "./proof.ts";

export const cutOverOperations: readonly Operation[] = [
  ...proofOperations,
  ...acceptOperations,
  ...forecastOperations,
];
