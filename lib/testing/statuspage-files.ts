import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Real answers of Statuspage, in place: `github-incidents/incidents`, `check-statuspage/components`. */
export const statuspageFixtures = join(import.meta.dirname, "../../../shared/fixtures/statuspage");

export interface UpdateDocument {
  id: string;
  status: string;
  body: string;
  created_at: string;
  display_at: string;
}

/** An incident as its file has it, read with nothing but JSON.parse: the oracle of what an import must come to. */
export interface IncidentDocument {
  id: string;
  name: string;
  impact: string;
  created_at: string;
  started_at: string;
  resolved_at: string;
  components: { id: string; name: string }[];
  incident_updates: UpdateDocument[];
}

export function readStatuspageFiles(folder: string): { name: string; text: string }[] {
  const path = join(statuspageFixtures, folder);
  return readdirSync(path).filter((name) => name.endsWith(".json")).toSorted().map((name) => ({ name, text: readFileSync(join(path, name), "utf8") }));
}

export function readGithubIncidents(): IncidentDocument[] {
  return readStatuspageFiles("github-incidents/incidents").map((file) => (JSON.parse(file.text) as { incident: IncidentDocument }).incident);
}

/** When an incident's page says it began: its own start, or its first update where that is earlier. */
export function beganAt(incident: IncidentDocument): number {
  return Math.min(Date.parse(incident.started_at), ...incident.incident_updates.map((update) => Date.parse(update.display_at)));
}
