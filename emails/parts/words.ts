import { componentStateLabels, type ComponentState } from "#lib/catalog/terms";
import type { Language } from "#lib/customers/terms";
import { incidentStateLabels, type IncidentState } from "#lib/incidents/terms";
import { maintenanceStateLabels, type MaintenanceState, type MaintenanceUpdateKind } from "#lib/maintenance/terms";

/** What a mail is about, for the link that ends mails of its kind. */
export type About = "incident" | "maintenance" | "announcement" | "digest";

/** The words around what was written, which stays as it was written. */
export interface MailWords {
  state: string;
  incidentStates: Record<IncidentState, string>;
  componentStates: Record<ComponentState, string>;
  maintenanceStates: Record<MaintenanceState, string>;
  maintenanceNews: Record<MaintenanceUpdateKind, string | null>;
  affected: string;
  affectsYou: string;
  affectedYou: string;
  since: string;
  until: string;
  inAll: (duration: string) => string;
  measured: string;
  nextUpdate: string;
  nextUpdateBy: (time: string) => string;
  by: (time: string) => string;
  maintenance: string;
  when: string;
  before: string;
  announcement: string;
  postmortem: string;
  from: string;
  about: string;
  incident: string;
  forCustomer: (name: string) => string;
  readTimeline: string;
  seeMaintenance: string;
  readAnnouncement: string;
  readPostmortem: string;
  digest: string;
  digestLead: (stories: number) => string;
  stop: Record<About, string>;
  choose: string;
  unsubscribe: string;
  leaveList: string;
}

const en: MailWords = {
  state: "State",
  incidentStates: incidentStateLabels,
  componentStates: componentStateLabels,
  maintenanceStates: maintenanceStateLabels,
  maintenanceNews: { scheduled: "Planned", moved: "Moved to another time", extended: "Takes longer than planned", started: "Started", verifying: "Being checked", completed: "Completed", cancelled: "Cancelled", reminder: "Coming up", overrun: "Not finished in time", note: null },
  affected: "Affected",
  affectsYou: "Affects you",
  affectedYou: "Affected you",
  since: "Since",
  until: "Until",
  inAll: (duration) => `${duration} in all`,
  measured: "For you",
  nextUpdate: "Next update",
  nextUpdateBy: (time) => `Next update by ${time}.`,
  by: (time) => `by ${time}`,
  maintenance: "Maintenance",
  when: "When",
  before: "Was planned for",
  announcement: "Announcement",
  postmortem: "Post-mortem",
  from: "From",
  about: "About",
  incident: "Incident",
  forCustomer: (name) => `For ${name}`,
  readTimeline: "Read the timeline",
  seeMaintenance: "See the maintenance",
  readAnnouncement: "Read it on the page",
  readPostmortem: "Read it with the timeline",
  digest: "Your day",
  digestLead: (stories) => (stories === 1 ? "One thing has changed since your last digest." : `${stories} things have changed since your last digest.`),
  stop: { incident: "Stop mails about this incident", maintenance: "Stop mails about maintenance", announcement: "Stop announcements", digest: "Get each mail at once" },
  choose: "Choose what you get",
  unsubscribe: "Unsubscribe",
  leaveList: "Leave this list",
};

const de: MailWords = {
  state: "Stand",
  incidentStates: { investigating: "Wird untersucht", identified: "Ursache gefunden", monitoring: "Wird beobachtet", resolved: "Behoben" },
  componentStates: { operational: "In Betrieb", degraded_performance: "Beeinträchtigt", partial_outage: "Teilweise ausgefallen", major_outage: "Ausgefallen", under_maintenance: "In Wartung" },
  maintenanceStates: { scheduled: "Geplant", in_progress: "Läuft", verifying: "Wird geprüft", completed: "Abgeschlossen", cancelled: "Abgesagt" },
  maintenanceNews: { scheduled: "Geplant", moved: "Verschoben", extended: "Dauert länger als geplant", started: "Hat begonnen", verifying: "Wird geprüft", completed: "Abgeschlossen", cancelled: "Abgesagt", reminder: "Steht bevor", overrun: "Nicht rechtzeitig fertig", note: null },
  affected: "Betroffen",
  affectsYou: "Betrifft Sie",
  affectedYou: "Betraf Sie",
  since: "Seit",
  until: "Bis",
  inAll: (duration) => `insgesamt ${duration}`,
  measured: "Bei Ihnen",
  nextUpdate: "Nächste Meldung",
  nextUpdateBy: (time) => `Nächste Meldung bis ${time}.`,
  by: (time) => `bis ${time}`,
  maintenance: "Wartung",
  when: "Wann",
  before: "War geplant für",
  announcement: "Ankündigung",
  postmortem: "Nachbetrachtung",
  from: "Ab",
  about: "Zu",
  incident: "Störung",
  forCustomer: (name) => `Für ${name}`,
  readTimeline: "Den Verlauf lesen",
  seeMaintenance: "Die Wartung ansehen",
  readAnnouncement: "Auf der Seite lesen",
  readPostmortem: "Mit dem Verlauf lesen",
  digest: "Ihr Tag",
  digestLead: (stories) => (stories === 1 ? "Seit Ihrer letzten Zusammenfassung gibt es eine Neuigkeit." : `Seit Ihrer letzten Zusammenfassung gibt es ${stories} Neuigkeiten.`),
  stop: { incident: "Keine Mails mehr zu dieser Störung", maintenance: "Keine Mails mehr zu Wartungen", announcement: "Keine Ankündigungen mehr", digest: "Jede Mail sofort bekommen" },
  choose: "Auswählen, was Sie bekommen",
  unsubscribe: "Abbestellen",
  leaveList: "Diesen Verteiler verlassen",
};

export const mailWords: Record<Language, MailWords> = { en, de };
