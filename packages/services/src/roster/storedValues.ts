import { priceOf, type Plan } from "@rollbook/core/plan";
import type { Membership } from "@rollbook/core/membership";
import type { RosterValues } from "@rollbook/core/roster";
import { isPlainDate, type PlainDate } from "@rollbook/core/calendar";
import type { PatientRecord } from "@rollbook/db/patient";
import { fullNameOf } from "./person.ts";

/** What the database says of a row's fields now, in the roster's terms; only fields that it keeps. */
export function storedValuesOf(input: {
  patient: PatientRecord;
  membership: Membership | null;
  plan: Plan | null;
  employerName: string | null;
}): RosterValues {
  const { patient } = input;
  return {
    first_name: patient.firstName || null,
    middle_name: patient.middleName,
    last_name: patient.lastName || null,
    full_name: fullNameOf(patient) || null,
    dob: dateOf(patient.birthDate),
    sex: patient.sex,
    email: patient.email,
    phone: patient.phone,
    address_line1: patient.addressLine1,
    city: patient.city,
    state: patient.state,
    zip: patient.zip,
    country: patient.country,
    sponsor: input.employerName,
    ...membershipValues(input),
  };
}

function membershipValues(input: {
  patient: PatientRecord;
  membership: Membership | null;
  plan: Plan | null;
}): RosterValues {
  const { membership, plan } = input;
  const terms = membership?.terms.at(-1);
  if (membership === null || terms === undefined) return {};
  return {
    plan_name: plan?.name ?? null,
    price_cents: membership.coveredBy === null ? billedPrice(input) : null,
    interval: terms.interval,
    payment_method: membership.payment.method,
    autopay: membership.payment.isAutopay,
    end_date: membership.endDate,
  };
}

/** Minor units of a full cycle at today's terms; null where no price is known. */
export function billedPrice(input: {
  patient: PatientRecord;
  membership: Membership | null;
  plan: Plan | null;
}): number | null {
  const terms = input.membership?.terms.at(-1);
  if (terms === undefined) return null;
  if (input.plan === null) return terms.ownPriceMinor;
  const price = priceOf({
    plan: input.plan,
    interval: terms.interval,
    payer: terms.payer,
    ownPriceMinor: terms.ownPriceMinor,
    birthDate: dateOf(input.patient.birthDate),
    on: terms.from,
  });
  return price.kind === "price" ? price.priceMinor : null;
}

function dateOf(text: string | null): PlainDate | null {
  return text !== null && isPlainDate(text) ? text : null;
}
