/** Shown when the grid page has not been built. */
export const noPageYet = `<!doctype html><meta charset="utf-8"><title>Rollbook Sheets</title>
<body style="font-family: system-ui, sans-serif; max-width: 40rem; margin: 4rem auto">
<h1>The grid page is not built yet</h1>
<p>The API answers at this address. To build the page, run <code>pnpm --filter @rollbook/local-sheets build</code>
in the repository and reload.</p>`;
