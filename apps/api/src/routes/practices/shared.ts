import { z } from "@hono/zod-openapi";
import { TimeZone } from "@rollbook/core/calendar";
import type { getPractice } from "@rollbook/services/practice";
import { ProblemError } from "../../problem/index.ts";
import {
  ExternalIdField,
  idParams,
  InstantField,
  NameField,
  versioned,
} from "../../wire/common.ts";
import { CurrencyField, DateField } from "../../wire/fields.ts";

const SettingsField = z
  .strictObject({
    is_care_during_old_coverage: z.boolean().openapi({
      description: "Members are Active from attaching on while the old platform still covers them",
    }),
  })
  .partial();

const TimeZoneField = z.string().max(100).pipe(TimeZone).openapi({ example: "America/Chicago" });
const LocaleField = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/, "must be a language tag, such as en-US")
  .openapi({ example: "en-US" });

export const writable = {
  external_id: ExternalIdField.nullable(),
  name: NameField,
  time_zone: TimeZoneField,
  locale: LocaleField,
  invoice_terms_days: z.int().min(0).max(365),
  settings: SettingsField,
};

export const PracticeField = z
  .object({
    id: z.string().openapi({ example: "pra_01jy0000000000000000000000" }),
    ...writable,
    locale: z.string(),
    settings: z.object(SettingsField.shape),
    currency: CurrencyField,
    today: DateField.openapi({
      description: "The date in the practice's time zone, by its own clock",
    }),
    is_test: z.boolean(),
    clock_instant: InstantField.nullable().openapi({ description: "A test practice's own clock" }),
    is_live: z.boolean(),
    live_on: DateField.nullable(),
    is_auto_invoice: z.boolean(),
    auto_invoice_since: DateField.nullable(),
    ...versioned,
  })
  .openapi("Practice");

export const practiceParams = idParams("practice_id", "pra_01jy0000000000000000000000");

type Practice = Awaited<ReturnType<typeof getPractice.run>>;

/** Another practice's id answers like one that is not there. */
export function requireOwnPractice(request: {
  principal: { practiceId: string };
  params: { practice_id: string };
}): void {
  if (request.params.practice_id === request.principal.practiceId) return;
  throw new ProblemError({
    code: "not_found",
    detail: `There is no practice ${request.params.practice_id}.`,
  });
}

export function practiceOnWire(practice: Practice): z.input<typeof PracticeField> {
  return {
    id: practice.practiceId,
    external_id: practice.externalId,
    name: practice.name,
    time_zone: practice.timeZone,
    locale: practice.locale,
    currency: practice.currency,
    today: practice.today,
    invoice_terms_days: practice.invoiceTermsDays,
    settings: { is_care_during_old_coverage: practice.settings.isCareDuringOldCoverage === true },
    is_test: practice.isTest,
    clock_instant: practice.clockInstant,
    is_live: practice.isLive,
    live_on: practice.liveOn,
    is_auto_invoice: practice.isAutoInvoice,
    auto_invoice_since: practice.autoInvoiceSince,
    version: practice.version,
    created_at: practice.createdAt,
    updated_at: practice.updatedAt,
  };
}
