// Import directions (.dependency-cruiser.cjs) and the modules' DAG (.dependency-cruiser.modules.cjs), for this tree or the one named.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const tree = process.argv[2] ?? ".";
const at = (file) => fileURLToPath(new URL(file, import.meta.url));
const roots = ["app", "components", "db", "emails", "lib", "e2e", "bench", "scripts", "server.ts", "proxy.ts", "instrumentation.ts"];
const present = roots.filter((root) => existsSync(`${tree}/${root}`));

function cruise(config, sources) {
  const program = at("../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const args = ["--import", at("typescript-api.mjs"), program, "--config", at(`../${config}`), "--output-type", "err-long", ...sources];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: tree, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  if (status !== 0) console.error(`${stdout}${stderr}`);
  // Without the compiler's API nothing is read and every rule holds.
  const cruised = Number(/(\d+) modules/.exec(stdout)?.[1] ?? 0);
  if (status === 0 && cruised === 0) console.error(`${config}: no module was read`);
  return status === 0 && cruised > 0;
}

const results = [cruise(".dependency-cruiser.cjs", present), cruise(".dependency-cruiser.modules.cjs", ["lib"])];
process.exitCode = results.every(Boolean) ? 0 : 1;
