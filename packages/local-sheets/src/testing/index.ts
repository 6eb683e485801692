export { startLocalSheets } from "../http/server.ts";
