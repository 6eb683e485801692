import { entityTable, type EntityRecord } from "../entity/entityTable.ts";

export interface AppointmentTypeRecord extends EntityRecord {
  readonly externalId: string | null;
  readonly name: string;
  /** core's BookingFilter. */
  readonly filter: unknown;
  /** core's Relaxation; null: none. */
  readonly relaxation: unknown;
  readonly isArchived: boolean;
}

export const appointmentTypeTable = entityTable<AppointmentTypeRecord>("appointment_type", [
  "id",
  "externalId",
  "name",
  "filter",
  "relaxation",
  "isArchived",
  "version",
  "createdAt",
  "updatedAt",
]);
