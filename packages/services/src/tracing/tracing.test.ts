import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { inSpan, readTracing, startTracing } from "./index.ts";

afterEach(() => vi.unstubAllEnvs());

describe("what the variables say", () => {
  const off = undefined;
  const on = { exporter: "otlp", sampler: "parentbased_always_on", ratio: 1 };
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };
  test.each([
    { name: "nothing", environment: {}, expected: off },
    { name: "a service's name alone", environment: { OTEL_SERVICE_NAME: "x" }, expected: off },
    { name: "where to send", environment: endpoint, expected: on },
    { name: "an empty variable", environment: { OTEL_TRACES_EXPORTER: "" }, expected: off },
    { name: "none", environment: { ...endpoint, OTEL_TRACES_EXPORTER: "none" }, expected: off },
    { name: "disabled", environment: { ...endpoint, OTEL_SDK_DISABLED: "true" }, expected: off },
    {
      name: "a part of them, on the console",
      environment: {
        OTEL_TRACES_EXPORTER: "console",
        OTEL_TRACES_SAMPLER: "traceidratio",
        OTEL_TRACES_SAMPLER_ARG: "0.25",
      },
      expected: { exporter: "console", sampler: "traceidratio", ratio: 0.25 },
    },
  ])("$name", ({ environment, expected }) => {
    expect(readTracing(environment)).toEqual(expected);
  });

  test("an exporter that there is not is told in a sentence", () => {
    expect(() => readTracing({ OTEL_TRACES_EXPORTER: "zipkin" })).toThrow(
      "OTEL_TRACES_EXPORTER: must be one of otlp, console, none.",
    );
  });
});

test("without the variables there is no tracer, and work is only done", async () => {
  const { tracer, stop } = await startTracing({ environment: {}, serviceName: "rollbook" });
  expect(tracer).toBeUndefined();
  expect(await inSpan({ tracer, name: "job", attributes: {} }, async () => 7)).toBe(7);
  await stop();
});

test("a collector is sent what was done, under the service's name", async () => {
  const received: string[] = [];
  const collector = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      received.push(`${request.url} ${body}`);
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(collector, "listening");
  const { port } = collector.address() as AddressInfo;
  // The exporter of the library reads its address from the process.
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", `http://127.0.0.1:${port}`);
  const { tracer, stop } = await startTracing({
    environment: process.env,
    serviceName: "rollbook-test",
  });
  const attributes = { "rollbook.practice_id": "pra_1" };
  const failing = inSpan({ tracer, name: "job planned", attributes }, () =>
    Promise.reject(new RangeError("Ada is no number")),
  );
  await expect(failing).rejects.toThrow("Ada");
  await stop();
  collector.close();
  expect(received).toHaveLength(1);
  expect(received[0]).toMatch(/^\/v1\/traces /);
  for (const part of ["rollbook-test", "job planned", "pra_1", "RangeError"])
    expect(received[0]).toContain(part);
  expect(received[0]).not.toContain("Ada");
});
