import { z } from "@hono/zod-openapi";

export const InstantField = z.iso
  .datetime()
  .openapi({ format: "date-time", example: "2026-06-01T08:00:00.000Z" });

export const NameField = z.string().trim().min(1).max(200);
export const ShortTextField = z.string().max(200);
export const NotesField = z.string().max(5000);
export const EmailField = z.email().max(320).openapi({ example: "ada@example.com" });
export const ExternalIdField = z
  .string()
  .min(1)
  .max(200)
  .openapi({ description: "The caller's own id; unique in the practice" });

export const versioned = {
  version: z.int(),
  created_at: InstantField,
  updated_at: InstantField,
};

export const PayerField = z
  .strictObject({
    kind: z.enum(["patient", "employer", "insurer", "account"]),
    id: z.string().min(1).max(200),
  })
  .openapi("Payer", { description: "Who receives the invoice" });

export const TaxField = z
  .strictObject({
    rate_per_million: z
      .int()
      .min(0)
      .max(1_000_000)
      .openapi({ description: "8.875 % is 88750", example: 88750 }),
    mode: z.enum(["inclusive", "exclusive"]),
  })
  .openapi("Tax");

/** The id in a path. Whatever it looks like, what is not there is not found. */
export function idParams<Name extends string>(name: Name, example: string) {
  const id = z
    .string()
    .min(1)
    .max(200)
    .openapi({ param: { name, in: "path" }, example });
  return z.object({ [name]: id } as Record<Name, typeof id>);
}
