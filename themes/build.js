// Bundles the scripts of the badge page; with --tests, their tests. The same sources always give the same files.
import { build } from "esbuild";
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCES = join(HERE, "src/badge");
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
  await build({ ...options, entryPoints: [join(SOURCES, "page.ts")], format: "esm", outfile: join(SCRIPTS, "badge.js") });
  await build({
    ...options,
    entryPoints: [join(SOURCES, "worker.ts")],
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
  const names = (await readdir(SOURCES)).filter((name) => name.endsWith(".test.ts")).sort();
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

await (process.argv.includes("--tests") ? buildTests() : buildScripts());
