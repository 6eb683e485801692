/** Whose Drive this is, as far as answers tell. */
export const ownerEmail = "robot@example.com";
