import { defineConfig } from "vite";

export default defineConfig({
  base: "/_page/",
  build: {
    outDir: "../dist/page",
    emptyOutDir: true,
    chunkSizeWarningLimit: 12_000,
    modulePreload: false,
  },
});
