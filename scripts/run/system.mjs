import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { follow, say, step } from "./process.mjs";

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

// apt installs modules for Debian's own Python; another one earlier in PATH does not see them.
const debianPython = "/usr/bin/python3";

const programs = [
  { isMissing: () => !findBrowser(), packages: ["chromium", "fonts-dejavu-core"], use: "the browser tests" },
  { isMissing: () => !works(debianPython, ["-c", "import feedparser"]), packages: ["python3-feedparser"], use: "reading our feeds as others do" },
  { isMissing: () => !works(debianPython, ["-c", "import icalendar"]), packages: ["python3-icalendar"], use: "reading our calendars as others do" },
  // Without a feed it has nothing to say, and says so with success.
  { isMissing: () => !works("sfeed", []), packages: ["sfeed"], use: "reading our feeds as others do" },
  { isMissing: () => !works("newsboat", ["--version"]), packages: ["newsboat"], use: "reading our feeds as others do" },
  { isMissing: () => !works("pdftotext", ["-v"]), packages: ["poppler-utils"], use: "reading our statements as others do" },
  { isMissing: () => !works("qpdf", ["--version"]), packages: ["qpdf"], use: "checking the form of our statements" },
  { isMissing: () => !works("nginx", ["-v"]), packages: ["nginx"], use: "several processes behind one address" },
  { isMissing: () => !works("prometheus", ["--version"]), packages: ["prometheus"], use: "asking a real Prometheus" },
  { isMissing: () => !works("victoria-metrics", ["-version"]), packages: ["victoria-metrics"], use: "asking a real VictoriaMetrics" },
  { isMissing: () => !works("pgbouncer", ["--version"]), packages: ["pgbouncer"], use: "PostgreSQL behind a pooler" },
];

/** Installs Debian's packages for what the tests need and this machine lacks; elsewhere says what to install. */
export async function ensureTestPrograms() {
  const missing = programs.filter(({ isMissing }) => isMissing());
  const packages = missing.flatMap((program) => program.packages);
  if (packages.length > 0 && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    await step(`Installing ${packages.join(", ")} with apt`, () => aptInstall(packages));
  }
  for (const { packages, use } of programs.filter(({ isMissing }) => isMissing())) say(`Missing for ${use}: ${packages[0]}. Install it and run the tests again.`);
  const browser = findBrowser();
  if (browser) process.env.CHROMIUM_PATH = browser;
}

function findBrowser() {
  return [process.env.CHROMIUM_PATH, ...browsers].find((file) => file && existsSync(file));
}

// Servers are in /usr/sbin, which not everybody has in PATH.
function works(command, args) {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  return spawnSync(command, args, { stdio: "ignore", env }).status === 0;
}

async function aptInstall(packages) {
  // In runlevel 1 Debian starts no service it installs: nobody wants nginx on port 80 for having run tests.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const options = { env, stdin: "ignore" };
  return (
    (await follow("apt-get", ["-qq", "update"], options)) ||
    follow("apt-get", ["-qq", "install", "-y", "--no-install-recommends", ...packages], options)
  );
}
