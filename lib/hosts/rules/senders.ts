import type { MailRecord, RecordVerdict } from "../terms.ts";

export interface SenderPlan {
  /** Of the address after "From". */
  domain: string;
  /** Of the DKIM key at the provider. */
  selector: string;
  /** What the envelope's domain is: the one whose SPF record receivers ask for. */
  envelopeDomain: string;
  /** What the SPF record has to include, where it is known. */
  include: string | null;
}

export interface RecordToSet {
  kind: MailRecord;
  /** Names to look at, the first that has one counts; it is set at the first. */
  names: string[];
  /** What it says, or how it begins where only the provider knows the rest. */
  value: string;
  hint: string;
}

/** The records that let receivers believe a sender: RFC 7208 (SPF), RFC 6376 (DKIM), RFC 7489 (DMARC). */
export function recordsOf({ domain, selector, envelopeDomain, include }: SenderPlan): RecordToSet[] {
  return [
    { kind: "spf", names: [envelopeDomain], value: `v=spf1 include:${include ?? "<your mail provider>"} ~all`, hint: "Says which servers send for the domain. There may be one such record only: add to it where there is one." },
    { kind: "dkim", names: [`${selector}._domainkey.${domain}`], value: "p=…", hint: "The public key that your mail provider shows for this domain." },
    { kind: "dmarc", names: withParents(domain).map((name) => `_dmarc.${name}`), value: "v=DMARC1; p=none; rua=mailto:…", hint: "Says what receivers do with mail that fails both. It counts for the names below it, too." },
  ];
}

// A record of a parent counts for its children, up to the last name that can be somebody's.
function withParents(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, from) => labels.slice(from).join("."));
}

/** Whether what was found at a record's name does what it is for. */
export function judgeRecord(kind: MailRecord, { texts, include }: { texts: readonly string[]; include: string | null }): RecordVerdict {
  switch (kind) {
    case "spf": return judgeSpf(texts.filter((text) => /^v=spf1( |$)/i.test(text)), include);
    case "dkim": return judgeDkim(texts);
    case "dmarc": return judgeDmarc(texts.filter((text) => /^v=DMARC1 *(;|$)/.test(text)));
  }
}

function judgeSpf(found: string[], include: string | null): RecordVerdict {
  const [record] = found;
  if (record === undefined) return wrong(found, "No SPF record was found.");
  if (found.length > 1) return wrong(found, "There are several SPF records; receivers take none of them then. Keep one.");
  if (/ \+?all$/i.test(record.trim())) return wrong(found, "It lets every server send for the domain. End it with ~all or -all.");
  if (include !== null && !record.toLowerCase().split(/\s+/).includes(`include:${include}`)) return wrong(found, `It does not include ${include}.`);
  return { isRight: true, sentence: "Right.", found };
}

function judgeDkim(texts: readonly string[]): RecordVerdict {
  const found = texts.filter((text) => "p" in tagsOf(text));
  const [record] = found;
  if (record === undefined) return wrong(found, "No key was found under this selector.");
  const { v = "DKIM1", p = "" } = tagsOf(record);
  if (v !== "DKIM1") return wrong(found, "This is no DKIM key.");
  if (p.replace(/\s/g, "") === "") return wrong(found, "The key was revoked: its record is empty.");
  return { isRight: true, sentence: "Right.", found };
}

function judgeDmarc(found: string[]): RecordVerdict {
  const [record] = found;
  if (record === undefined) return wrong(found, "No DMARC record was found, for this name or one above it.");
  if (found.length > 1) return wrong(found, "There are several DMARC records; receivers take none of them then. Keep one.");
  if (!/^(none|quarantine|reject)$/i.test(tagsOf(record)["p"] ?? "")) return wrong(found, "It says no policy: p=none, p=quarantine or p=reject.");
  return { isRight: true, sentence: "Right.", found };
}

function wrong(found: string[], sentence: string): RecordVerdict {
  return { isRight: false, sentence, found };
}

// RFC 6376, section 3.2: name=value, parted by semicolons.
function tagsOf(record: string): Record<string, string> {
  return Object.fromEntries(record.split(";").flatMap((part) => {
    const at = part.indexOf("=");
    return at === -1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()]];
  }));
}
