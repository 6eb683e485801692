import { defineConfig } from "vite";

export default defineConfig({
  base: "/_page/",
  build: {
    outDir: "../dist/page",
    emptyOutDir: true,
    chunkSizeWarningLimit: 12_000,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      onwarn: (warning, warn) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
});
