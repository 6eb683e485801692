export type { Permission } from "@rollbook/services/run";
