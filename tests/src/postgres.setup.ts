import { globalSetup } from "@rollbook/db/testing";

export default globalSetup;
