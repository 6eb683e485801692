export { createEmployer, createEmployers } from "./createEmployer.ts";
export { getEmployer } from "./getEmployer.ts";
export { listEmployers } from "./listEmployers.ts";
export {
  CreateEmployerInput,
  employerKind,
  EmployerFields,
  type Employer,
  type EmployerColumns,
  type NewEmployer,
} from "./employer.ts";
export { updateEmployer, updateEmployers } from "./updateEmployer.ts";
