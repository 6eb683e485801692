export { AppointmentType, BookingFilter, BookingMembership, Relaxation } from "./schema.ts";
export { checkBooking, isMember } from "./checkBooking.ts";
export type { BookingAnswer } from "./checkBooking.ts";
export { firstCycleAdvice, planRelaxation } from "./firstCycleAdvice.ts";
export type { DeferredMember, ShutOut } from "./firstCycleAdvice.ts";
