import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { StartRefused } from "../startRefused.ts";
import { refuseTakenPorts } from "./freePorts.ts";

const api = (port: number) => ({ port, flag: "--port", what: "The API" });
const sheets = (port: number) => ({ port, flag: "--sheets-port", what: "The local Sheets server" });

test("a port that another program has is refused, and one that is free is free afterwards", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  await expect(refuseTakenPorts([api(port), sheets(0)])).rejects.toThrow(
    new StartRefused(
      `The API cannot have port ${port}, it is in use: stop the other program, or choose another with --port.`,
    ),
  );
  await expect(refuseTakenPorts([api(0), sheets(port)])).rejects.toThrow(/--sheets-port/u);
  taken.close();
  await once(taken, "close");
  await refuseTakenPorts([api(port), sheets(0)]);
  await refuseTakenPorts([api(port), sheets(0)]);
});

test("two servers cannot have one port", async () => {
  const free = createServer().listen(0, "127.0.0.1");
  await once(free, "listening");
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, "close");
  await expect(refuseTakenPorts([api(port), sheets(port)])).rejects.toThrow(/--sheets-port/u);
});
