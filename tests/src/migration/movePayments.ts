import process from "node:process";
import { openDatabase } from "@rollbook/db";
import { runMigration, type MigrationStep } from "@rollbook/services/migration";
import { createServices } from "@rollbook/services/run";

/** What the program is asked to do; it kills itself as soon as it has come to the step for the nth time. */
export interface Move {
  readonly url: string;
  readonly practiceId: string;
  readonly instant: string;
  readonly killAt: { readonly step: MigrationStep; readonly nth: number };
}

const move = JSON.parse(process.argv[2] ?? "") as Move;
const database = openDatabase({ url: move.url });
const services = createServices({ database, clock: () => move.instant });
let times = 0;
await runMigration(services, {
  practiceId: move.practiceId,
  chunkSize: 3,
  onStep: (step) => {
    if (step === move.killAt.step) times += 1;
    if (times === move.killAt.nth) process.kill(process.pid, "SIGKILL");
  },
});
await database.close();
