export const shortestPassword = 12;
export const longestPassword = 128;

/** Where the server itself says who calls; what a client sends under this name is dropped. */
export const clientAddressHeader = "x-rollbook-client-address";

export const dashboardPath = "/dashboard/";
export const cookiePrefix = "rollbook";
