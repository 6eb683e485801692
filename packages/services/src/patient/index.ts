export { createPatient, createPatients } from "./createPatient.ts";
export { getPatient } from "./getPatient.ts";
export { listPatients } from "./listPatients.ts";
export {
  CreatePatientInput,
  patientKind,
  PatientFields,
  type Patient,
  type PatientColumns,
  type NewPatient,
} from "./patient.ts";
export { refuseUnknownPayers } from "./refuseUnknownPayers.ts";
export { updatePatient, updatePatients } from "./updatePatient.ts";
