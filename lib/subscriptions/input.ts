import { z } from "zod";
import { parseEmailAddress } from "#lib/core/email-address";
import { formId, formLines, formText, formTick } from "#lib/core/form-fields";
import { isTimeZone } from "#lib/core/zone";
import { languages } from "#lib/customers/terms";
import { incidentImpacts } from "#lib/incidents/terms";
import type { Preferences } from "./rules/preferences.ts";
import { kindsOfPost, type KindOfPost } from "./terms.ts";

const many = z.preprocess((value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]), z.array(z.string().max(60)).max(300));

/** What one address wants to hear of: everything it may see, or chosen components, and single incidents besides. */
export const Choice = z.object({
  scope: z.enum(["everything", "components"]).default("everything"),
  components: many,
});
export type Choice = z.infer<typeof Choice>;

/** "07:30", or nothing. */
const clock = formText.transform((text, check) => {
  if (text === "") return null;
  const [, hour = "", minute = ""] = /^(\d\d):(\d\d)(?::\d\d)?$/.exec(text) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  if (hour !== "" && Number(hour) < 24 && Number(minute) < 60) return minutes;
  check.addIssue({ code: "custom", message: "Enter a time such as 22:00." });
  return z.NEVER;
});

const zone = formText.transform((text, check) => {
  if (text === "" || isTimeZone(text)) return text === "" ? undefined : text;
  check.addIssue({ code: "custom", message: "Choose a time zone such as Europe/Berlin." });
  return z.NEVER;
});

/** The fields of the form of preferences. A form that does not carry them (`has` is empty) leaves them as they are. */
const preferenceFields = {
  has: formText,
  kinds: many,
  brief: formText,
  impact: formText,
  isQuiet: formTick,
  quietFrom: clock,
  quietUntil: clock,
  pace: formText,
  digestAt: clock,
  breaks: formTick,
  language: formText,
  timeZone: zone,
};

interface PreferenceForm {
  has: string;
  kinds: string[];
  brief: string;
  impact: string;
  isQuiet: boolean;
  quietFrom: number | null;
  quietUntil: number | null;
  pace: string;
  digestAt: number | null;
  breaks: boolean;
  language: string;
}

/** What was chosen; null where the form did not carry it. */
function toPreferences(form: PreferenceForm, check: z.RefinementCtx): Preferences | null {
  if (form.has !== "preferences") return null;
  const issue = (path: string, message: string) => check.addIssue({ code: "custom", path: [path], message });
  if (form.isQuiet && (form.quietFrom === null || form.quietUntil === null)) issue(form.quietFrom === null ? "quietFrom" : "quietUntil", "Say from when until when.");
  if (form.isQuiet && form.quietFrom !== null && form.quietFrom === form.quietUntil) issue("quietUntil", "Quiet hours that begin when they end would never end.");
  if (form.pace === "digest" && form.digestAt === null) issue("digestAt", "Say at what time the mail shall come.");
  const place = incidentImpacts.findIndex((impact) => impact === form.impact);
  return {
    kinds: kindsOfPost.filter((kind) => form.kinds.includes(kind)),
    isBrief: form.brief === "brief",
    minImpact: Math.max(0, place),
    quiet: form.isQuiet && form.quietFrom !== null && form.quietUntil !== null ? { from: form.quietFrom, until: form.quietUntil } : null,
    digestAt: form.pace === "digest" ? form.digestAt : null,
    isQuietBroken: form.breaks,
    language: languages.find((language) => language === form.language) ?? "en",
  };
}

export const emailField = z.string().max(254, "An address has at most 254 characters.").transform((text, check) => {
  const address = parseEmailAddress(text);
  if (address) return address;
  check.addIssue({ code: "custom", message: "This is not an e-mail address we can write to. Check it for typing errors." });
  return z.NEVER;
});

export const RequestSubscription = Choice.extend({
  email: emailField,
  incident: z.string().max(40).optional(),
  timeZone: z.string().max(60).default("UTC"),
  /** A field people do not see: whoever fills it is a machine. */
  website: z.string().max(200).default(""),
});
export type RequestSubscription = z.infer<typeof RequestSubscription>;

export const WithToken = z.object({ token: z.string().max(300) });

export const ConfirmSubscription = WithToken.extend({ shared: formTick });

const changeIntents = ["save", "pause", "resume", "stop", "mute", "unmute", "share", "stop_component", "stop_kind", "stop_digest"] as const;

export const ChangeSubscription = Choice.extend({
  ...preferenceFields,
  token: z.string().max(300),
  intent: z.enum(changeIntents),
  pauseDays: z.coerce.number().int().min(1).max(90).default(7),
  incident: z.string().max(40).optional(),
  component: z.string().max(60).optional(),
  kind: z.enum(kindsOfPost).optional(),
}).transform((form, check) => ({ ...form, preferences: toPreferences(form, check) }));

export interface ChangeSubscription extends Choice {
  token: string;
  intent: (typeof changeIntents)[number];
  pauseDays: number;
  incident?: string | undefined;
  component?: string | undefined;
  kind?: KindOfPost | undefined;
  timeZone?: string | undefined;
  preferences?: Preferences | null;
}

export const MemberSubscription = Choice.extend({
  ...preferenceFields,
  customer: z.string(),
  intent: z.enum(["save", "stop", "follow", "unfollow"]).default("save"),
  incident: z.string().max(40).optional(),
}).transform((form, check) => ({ ...form, preferences: toPreferences(form, check) }));

export interface MemberSubscription extends Choice {
  customer: string;
  intent: "save" | "stop" | "follow" | "unfollow";
  incident?: string | undefined;
  timeZone?: string | undefined;
  preferences?: Preferences | null;
}

export const CreateFeed = z.object({ customer: z.string(), label: z.string().trim().min(1, "Say where you will use this feed.").max(80) });
export const RevokeFeed = z.object({ customer: z.string(), id: z.string().max(60) });
export const RemoveSubscriber = z.object({ id: z.string().max(60) });
export const ShareSubscriber = z.object({ id: formId, shared: formTick });
export const OneClick = WithToken.extend({ from: z.string().max(10).default("") });
export const LeaveList = WithToken.extend({ email: emailField });
export type LeaveList = z.infer<typeof LeaveList>;

export const importModes = ["invite", "confirmed"] as const;
export type ImportMode = (typeof importModes)[number];

const Mode = formText.pipe(z.enum(importModes, "Choose how their consent stands."));
// Not trimmed: the file's lines are counted.
const FileText = z.preprocess((value) => (Array.isArray(value) ? value[0] : (value ?? "")), z.string());
const Consent = formLines(500);

function requireConsent({ mode, consent }: { mode: ImportMode; consent: string }, check: z.RefinementCtx): void {
  if (mode === "confirmed" && consent.length < 10) check.addIssue({ code: "custom", path: ["consent"], message: "Say where and when these people agreed to get mails. It is kept in the record." });
}

/** A file wins over pasted text. */
export const PreviewSubscribers = z
  .object({ mode: Mode, consent: Consent, file: FileText, text: FileText })
  .superRefine(requireConsent)
  .transform(({ mode, consent, file, text }, check) => {
    const chosen = file.trim() ? file : text;
    if (!chosen.trim()) check.addIssue({ code: "custom", path: ["text"], message: "Choose a file or paste its text." });
    return { mode, consent, text: chosen };
  });

export const ApplySubscribers = z.object({ mode: Mode, consent: Consent, text: FileText, seal: formText }).superRefine(requireConsent);
export type ApplySubscribers = z.output<typeof ApplySubscribers>;
