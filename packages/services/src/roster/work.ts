/** Another look at the sheet: a second equal read, the turn of a day, a failure to try again. */
export const rosterLookWork = "roster_look";

/** Something changed in the database that the sheet shows. */
export const rosterOutboxWork = "roster_outbox";
