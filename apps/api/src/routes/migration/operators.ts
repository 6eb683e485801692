import { z } from "@hono/zod-openapi";
import { listMigrations } from "@rollbook/services/migration";
import { defineOperatorOperation, type Operation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { InstantField } from "../../wire/common.ts";
import { DateField } from "../../wire/fields.ts";
import { listOf, listQuery } from "../../wire/lists.ts";

const ListedMigrationField = z
  .object({
    id: z.string().openapi({ example: "mig_01jy0000000000000000000000" }),
    name: z.string(),
    practice_group: z.object({ id: z.string(), name: z.string() }),
    status: z.enum(["migrate", "queued", "in_progress", "active", "error"]),
    created_at: InstantField,
    created_by: z.string(),
    completed_on: DateField.nullable(),
  })
  .openapi("ListedPaymentsMigration");

const notice = "Every practice on this page sees in its audit log that you looked at it, and when.";

type Listed = Awaited<ReturnType<typeof listMigrations>>["data"][number];

export const operatorOperations: readonly Operation[] = [
  defineOperatorOperation({
    id: "listPaymentsMigrations",
    method: "get",
    path: "/v1/operators/payments-migrations",
    tag: "Operators",
    summary: "The payments migrations of all practices",
    description: `No patient and no amount. ${notice}`,
    access: "operator.migrations",
    query: z.strictObject({
      ...listQuery,
      search: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .optional()
        .openapi({ description: "In the id, the name or the practice group" }),
      status: z.enum(["migrate", "queued", "in_progress", "active", "error"]).optional(),
    }),
    answer: listOf(ListedMigrationField, "PaymentsMigrationsPage")
      .extend({ notice: z.string().openapi({ example: notice }) })
      .openapi("PaymentsMigrationsList"),
    run: async (request) => {
      const { search, status } = request.query;
      const { principal, requestId, ports } = request;
      const result = await listMigrations(ports.services, {
        operator: principal,
        requestId,
        search,
        status,
        ...pageInput(request),
      });
      return { body: { ...pageAnswer(request, result, listedOnWire), notice } };
    },
  }),
];

function listedOnWire(listed: Listed): z.input<typeof ListedMigrationField> {
  return {
    id: listed.id,
    name: listed.name,
    practice_group: { id: listed.practiceId, name: listed.practiceGroup },
    status: listed.state,
    created_at: listed.createdAt,
    created_by: listed.createdBy,
    completed_on: listed.completedOn,
  };
}
