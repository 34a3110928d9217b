// Node strips types from .ts but does not know JSX: this lets plain Node (server, worker, command line) import .tsx files.
import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

// Next puts it there when it starts; its modules that pages import may be loaded before that.
globalThis.AsyncLocalStorage ??= AsyncLocalStorage;

registerHooks({
  // Next's package lists no entries, so that plain Node wants its files by their whole names.
  resolve(specifier, context, nextResolve) {
    return nextResolve(/^next\/[a-z]+$/.test(specifier) ? `${specifier}.js` : specifier, context);
  },
  load(url, context, nextLoad) {
    // The bundler makes a stylesheet of it; outside of a browser there is nothing to load.
    if (/^file:.*\.css$/.test(url)) return { format: "module", source: "", shortCircuit: true };
    if (!/^file:.*\.tsx$/.test(url.replace(/[?#].*$/, ""))) return nextLoad(url, context);
    const file = fileURLToPath(url);
    const { code } = transformSync(readFileSync(file, "utf8"), {
      loader: "tsx",
      jsx: "automatic",
      format: "esm",
      target: "node22",
      sourcefile: file,
      sourcemap: "inline",
    });
    return { format: "module", source: code, shortCircuit: true };
  },
});
