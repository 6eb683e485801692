import { medianAge, shareOf, type ColumnProfile } from "./columnProfile.ts";
import type { RosterFieldKey } from "./fields.ts";
import { foldHeader, type HeaderMatch } from "./headerDictionary.ts";

type Column = { header: string; matches: HeaderMatch[]; profile: ColumnProfile };

const startFields = new Set<RosterFieldKey>(["stated_start", "original_start"]);
const payerFields = new Set<RosterFieldKey>(["payer_name", "payer_email", "payer_external_id"]);

/** Headers that mislead are read by what stands below them (ROS-4). The surest meaning comes first. */
export function meaningsByValues(column: Column): HeaderMatch[] {
  const top = column.matches[0];
  if (top === undefined || column.profile.sampled === 0) return column.matches;
  const meant = meaningOf(top.field, column);
  if (meant === null || meant === top.field) return column.matches;
  const rest = column.matches.filter(({ field }) => field !== meant);
  return [
    { field: meant, confidence: top.confidence * 0.95 },
    ...rest.map((match) => ({ ...match, confidence: match.confidence * 0.8 })),
  ];
}

function meaningOf(field: RosterFieldKey, column: Column): RosterFieldKey | null {
  const { header, profile } = column;
  if (startFields.has(field)) return startMeaning(profile);
  if (payerFields.has(field)) return payerMeaning(field, profile);
  if (field === "last_billed" && profile.dates < 0.3 && profile.amounts > 0.8)
    return "last_payment_cents";
  if (field === "last_billed" || field === "next_bill") return billMeaning(field, column);
  if (field === "end_date") return isEndOfPeriod(profile) ? "covered_through" : null;
  if (field === "membership_external_id") return isFewValues(profile) ? "plan_name" : null;
  if (field === "plan_name")
    return profile.amounts > 0.8 && profile.digits > 0.8 && profile.integers < 0.8
      ? "price_cents"
      : null;
  if (field === "price_cents")
    return profile.amounts < 0.3 && profile.dates < 0.3 && isFewValues(profile)
      ? "plan_name"
      : null;
  if (field === "membership_enabled")
    return profile.booleans < 0.5 && profile.statuses > 0.5 ? "source_status" : null;
  if (field === "autopay")
    return profile.booleans < 0.3 && profile.methods > 0.5 ? "payment_method" : null;
  if (field === "full_name" && !/name|nom/i.test(header))
    return profile.codes > 0.8 ? "external_id" : null;
  return null;
}

/** Mostly past: when the membership began, a fact. Mostly to come, or typed here and there: a start that was asked for. */
function startMeaning(profile: ColumnProfile): RosterFieldKey | null {
  if (profile.ages.length === 0) return null;
  if (profile.filled < 0.15) return "stated_start";
  return shareOf(profile.ages, (age) => age > 3) > 0.5 ? "original_start" : "stated_start";
}

function payerMeaning(field: RosterFieldKey, profile: ColumnProfile): RosterFieldKey | null {
  if (profile.methods > 0.7) return "payment_method";
  if (profile.emails > 0.5) return "payer_email";
  if (profile.words > 0.5 || profile.commas > 0.5) return "payer_name";
  return profile.codes > 0.5
    ? "payer_external_id"
    : field === "payer_email"
      ? "payer_external_id"
      : null;
}

const openBillHeader =
  /^(?:bill(?:ing)? date|due date|renewal date|renewal|payment date|begin date|due|renews|bill on|fallig|echeance|renouvellement|renovacion|verlangerung)$/;

function billMeaning(field: RosterFieldKey, { header, profile }: Column): RosterFieldKey | null {
  if (profile.ages.length === 0 || !openBillHeader.test(foldHeader(header))) return null;
  const future = shareOf(profile.ages, (age) => age < 0);
  if (field === "next_bill") return future < 0.2 ? "last_billed" : null;
  if (future > 0.7) return "next_bill";
  return (medianAge(profile) ?? 0) > 500 ? "original_start" : null;
}

/** Nearly every row has one, nearly all to come within a year: the end of what is paid, not of the membership. */
function isEndOfPeriod(profile: ColumnProfile): boolean {
  return (
    profile.filled > 0.8 &&
    profile.ages.length >= 10 &&
    shareOf(profile.ages, (age) => age <= 0 && age > -370) > 0.8
  );
}

function isFewValues(profile: ColumnProfile): boolean {
  return profile.sampled >= 8 && profile.distinct <= Math.max(3, profile.sampled * 0.2);
}
