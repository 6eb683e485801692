export { findWorkDue, setWorkDue, type WorkDue } from "./workDue.ts";
