import type { Operation } from "../../openapi/index.ts";
import { previewInvoices } from "./previewInvoices.ts";
import { previewPeriods } from "./previewPeriods.ts";
import { previewProration } from "./previewProration.ts";
import { previewStartDate } from "./previewStartDate.ts";

export const previewOperations: readonly Operation[] = [
  previewPeriods,
  previewStartDate,
  previewProration,
  previewInvoices,
];
