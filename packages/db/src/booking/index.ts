export { appointmentTypeTable, type AppointmentTypeRecord } from "./appointmentType.ts";
