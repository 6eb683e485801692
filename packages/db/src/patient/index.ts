export {
  employerTable,
  householdTable,
  patientTable,
  type EmployerRecord,
  type HouseholdRecord,
  type PatientRecord,
} from "./people.ts";
export { findUnknownPayers } from "./unknownPayers.ts";
