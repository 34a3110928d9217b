import { spawn } from "node:child_process";

const startedAt = performance.now();

export function say(text) {
  console.log(`[candor +${((performance.now() - startedAt) / 1000).toFixed(1)}s] ${text}`);
}

/** Says what a long step does, that it is still at it, and how long it took. */
export async function step(title, work) {
  say(`${title} …`);
  const from = performance.now();
  const seconds = () => `${((performance.now() - from) / 1000).toFixed(1)} s`;
  const heartbeat = setInterval(() => say(`  still at it after ${seconds()}: ${title}`), 15_000);
  try {
    const result = await work();
    say(`  done in ${seconds()}`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Runs a command to its end; answers its exit code. Signals pass to it, so that nothing stays behind. */
export function follow(command, args, { env = process.env, stdin = "inherit" } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: [stdin, "inherit", "inherit"] });
    // Control-C in a terminal reaches the whole group already; a second one would cut the child's shutdown short.
    const onInterrupt = () => process.stdin.isTTY || child.kill("SIGINT");
    const onTerminate = () => child.kill("SIGTERM");
    process.on("SIGINT", onInterrupt);
    process.on("SIGTERM", onTerminate);
    const stopWatching = watchParent();
    const end = (code) => {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onTerminate);
      stopWatching();
      resolve(code);
    };
    child.once("error", (error) => {
      console.error(`${command}: ${error.message}`);
      end(127);
    });
    child.once("exit", (code, signal) => end(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

// A signal to npm ends npm and its shell but never reaches us: then we are somebody else's child, and nobody is left to stop the server.
function watchParent() {
  if (!process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 250);
  return () => clearInterval(watch);
}

export function npm(args) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.[cm]?js$/.test(cli)) return follow(process.execPath, [cli, ...args], { stdin: "ignore" });
  return follow(process.platform === "win32" ? "npm.cmd" : "npm", args, { stdin: "ignore" });
}

/** A program of an installed package, without a shell or npx between it and the signals. */
export function tool(file, args, options) {
  return follow(process.execPath, [`node_modules/${file}`, ...args], options);
}
