export { createCallerOf, type CallerOf } from "./caller.ts";
export { isFromOwnPage } from "./sameOrigin.ts";
export { sessionAuthentication, type AuthenticateSession } from "./sessionAuthentication.ts";
