import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Keeper, Running } from "./keeper.ts";

interface Balancer {
  keeper: Keeper;
  folder: string;
  port: number;
  apps: number[];
}

/** Debian's nginx in front of the apps, configured as docs/operations.md shows it. */
export function startBalancer({ keeper, folder, port, apps }: Balancer): Running {
  const home = join(folder, "nginx");
  mkdirSync(home, { recursive: true });
  const file = join(home, "nginx.conf");
  writeFileSync(file, configuration({ home, port, apps }));
  return keeper.start({ name: "nginx", command: "nginx", args: ["-p", home, "-c", file, "-e", join(home, "start.log")], env: { PATH: `${process.env.PATH}:/usr/sbin` } });
}

const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

function configuration({ home, port, apps }: { home: string; port: number; apps: number[] }): string {
  return `
${process.getuid?.() === 0 ? "user root;" : ""}
daemon off;
worker_processes 1;
pid ${home}/nginx.pid;
error_log ${home}/error.log;
events { worker_connections 512; }
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${home}/${name};`).join("\n  ")}
  upstream candor {
    ${apps.map((app) => `server 127.0.0.1:${app} max_fails=1 fail_timeout=2s;`).join("\n    ")}
    keepalive 16;
    keepalive_timeout 4s;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://candor;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_connect_timeout 2s;
      proxy_next_upstream error timeout;
    }
  }
}
`;
}
