export { createApi, type ApiInput } from "./createApi.ts";
export { serveApi, type ServedApi } from "./serveApi.ts";
export type { Authenticate, Principal } from "./principal.ts";
