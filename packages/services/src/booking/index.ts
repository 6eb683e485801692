export { adviseFirstCycle, relaxAppointmentType } from "./adviseFirstCycle.ts";
export {
  createAppointmentType,
  getAppointmentType,
  listAppointmentTypes,
  updateAppointmentType,
} from "./appointmentType.ts";
export { checkBooking } from "./checkBooking.ts";
