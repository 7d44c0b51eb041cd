// Bundles the scripts of the badge pages and of the page for a new password; with --tests, their tests; with --benchmark, what benchmarks/badges/reading.py runs.
// The same sources always give the same files.
import { build } from "esbuild";
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCES = join(HERE, "src");
// The bundles, and the source that each begins with.
const PAGES = {
  badge: "badge/page.ts",
  "hand-scanner": "badge/password-page.ts",
  "badge-pin": "badge-steps/pin.ts",
  "badge-greeting": "badge-steps/greeting.ts",
  "new-password": "passwords/page.ts",
  "password-guessing": "passwords/guessing.ts",
};
const SCRIPTS = join(HERE, "homeroom/login/resources/js");
const TESTS = join(HERE, "build");
// iPads that schools still have.
const TARGET = ["safari15", "chrome90", "firefox90"];

async function emptied(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

async function buildScripts() {
  await emptied(SCRIPTS);
  const options = { bundle: true, minify: true, target: TARGET, legalComments: "none", logLevel: "warning" };
  for (const [name, source] of Object.entries(PAGES)) {
    await build({ ...options, entryPoints: [join(SOURCES, source)], format: "esm", outfile: join(SCRIPTS, `${name}.js`) });
  }
  await build({
    ...options,
    entryPoints: [join(SOURCES, "badge/worker.ts")],
    // A classic worker: module workers are missing on older iPads. The package asks where its own file is; we tell it.
    format: "iife",
    define: { "import.meta.url": "self.location.href" },
    outfile: join(SCRIPTS, "badge-worker.js"),
  });
  const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  await copyFile(wasm, join(SCRIPTS, "zxing_reader.wasm"));
}

async function buildTests() {
  await emptied(TESTS);
  const names = (await readdir(SOURCES, { recursive: true })).filter((name) => name.endsWith(".test.ts")).sort();
  await build({
    entryPoints: names.map((name) => join(SOURCES, name)),
    bundle: true,
    platform: "node",
    format: "esm",
    outdir: TESTS,
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
  });
}

async function buildBenchmark() {
  await mkdir(TESTS, { recursive: true });
  await build({
    entryPoints: [join(SOURCES, "badge-reading/read-pictures.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: join(TESTS, "read-pictures.mjs"),
    logLevel: "warning",
  });
}

const [what] = process.argv.slice(2);
await ({ "--tests": buildTests, "--benchmark": buildBenchmark }[what] ?? buildScripts)();
