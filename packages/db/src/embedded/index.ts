export { EmbeddedPostgresError } from "./refusal.ts";
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from "./startEmbeddedPostgres.ts";
