export { signInRoutes } from "./describe.ts";
export { signInPages } from "./signInPages.ts";
