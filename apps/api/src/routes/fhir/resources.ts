import { z } from "@hono/zod-openapi";
import { DateField } from "../../wire/fields.ts";
import { InstantField } from "../../wire/common.ts";

// Of FHIR R4 (4.0.1), as much as is answered. The official schema checks the answers in a test.
const Identifier = z.object({ system: z.string(), value: z.string() }).openapi("FhirIdentifier");
const Reference = z
  .object({
    reference: z.string().optional(),
    type: z.string(),
    identifier: Identifier,
  })
  .openapi("FhirReference", { description: "Names whom it means; only Coverage can be followed" });
const CodeableConcept = z
  .object({
    coding: z.array(z.object({ system: z.string(), code: z.string() })).optional(),
    text: z.string().optional(),
  })
  .openapi("FhirCodeableConcept");
const Money = z.object({ value: z.number(), currency: z.string() }).openapi("FhirMoney");

const shared = {
  id: z.string().openapi({ example: "mem-01jy0000000000000000000000" }),
  meta: z.object({ versionId: z.string(), lastUpdated: InstantField }),
  identifier: z.array(Identifier),
};

export const coverageStatuses = ["active", "cancelled", "draft", "entered-in-error"] as const;
export const Coverage = z
  .object({
    resourceType: z.literal("Coverage"),
    ...shared,
    status: z.enum(coverageStatuses),
    type: CodeableConcept,
    beneficiary: Reference,
    period: z.object({ start: DateField, end: DateField.optional() }),
    payor: z.array(Reference),
    class: z.array(z.object({ type: CodeableConcept, value: z.string() })),
  })
  .openapi("FhirCoverage", { description: "A membership" });

export const accountStatuses = ["active", "inactive", "entered-in-error", "on-hold"] as const;
export const Account = z
  .object({
    resourceType: z.literal("Account"),
    ...shared,
    status: z.enum(accountStatuses),
    type: CodeableConcept,
    subject: z.array(Reference),
    coverage: z.array(z.object({ coverage: Reference, priority: z.int() })).optional(),
  })
  .openapi("FhirAccount", { description: "What belongs to one patient" });

export const invoiceStatuses = [
  "draft",
  "issued",
  "balanced",
  "cancelled",
  "entered-in-error",
] as const;
export const Invoice = z
  .object({
    resourceType: z.literal("Invoice"),
    ...shared,
    status: z.enum(invoiceStatuses),
    type: CodeableConcept,
    subject: Reference.optional(),
    recipient: Reference,
    date: DateField.optional(),
    lineItem: z
      .array(
        z.object({
          sequence: z.int(),
          chargeItemCodeableConcept: CodeableConcept,
          priceComponent: z.array(
            z.object({
              type: z.enum(["base", "tax"]),
              amount: Money,
              factor: z.number().optional(),
            }),
          ),
        }),
      )
      .optional(),
    totalNet: Money,
    totalGross: Money,
  })
  .openapi("FhirInvoice");

export type Coverage = z.infer<typeof Coverage>;
export type Account = z.infer<typeof Account>;
export type Invoice = z.infer<typeof Invoice>;

export function bundleOf<Resource extends z.ZodType>(resource: Resource, name: string) {
  return z
    .object({
      resourceType: z.literal("Bundle"),
      type: z.literal("searchset"),
      link: z.array(z.object({ relation: z.enum(["self", "next"]), url: z.string() })),
      entry: z
        .array(
          z.object({
            fullUrl: z.string(),
            resource,
            search: z.object({ mode: z.literal("match") }),
          }),
        )
        .optional(),
    })
    .openapi(name);
}
