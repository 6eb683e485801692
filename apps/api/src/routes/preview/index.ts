import type { Operation } from "../../openapi/index.ts";
import { previewPeriods } from "./previewPeriods.ts";

export const previewOperations: readonly Operation[] = [previewPeriods];
