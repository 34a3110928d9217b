import { runOn } from "./feed-readers.ts";

/** A mail as Python's `email` has it under the policy that raises on any defect. (docs.python.org, email.policy.strict) */
export interface ReadMail {
  /** Of headers, which that policy keeps on the value. */
  defects: string[];
  headers: [name: string, value: string][];
  parts: { type: string; text: string }[];
}

const parser = `
import base64, email, email.policy, json, sys
def read(raw):
    m = email.message_from_bytes(raw, policy=email.policy.strict)
    defects = [repr(d) for part in m.walk() for d in part.defects] + [f"{k}: {d!r}" for part in m.walk() for k, v in part.items() for d in getattr(v, "defects", ())]
    parts = [{"type": p.get_content_type(), "text": p.get_content()} for p in m.walk() if not p.is_multipart()]
    return {"defects": defects, "headers": [[k, str(v)] for k, v in m.items()], "parts": parts}
print(json.dumps([read(base64.b64decode(each)) for each in json.load(open(sys.argv[1]))]))
`;

/** Throws with Python's own words where one of them has a defect. */
export function readWithPython(mails: readonly Buffer[]): ReadMail[] {
  return JSON.parse(runOn("/usr/bin/python3", ["-c", parser], JSON.stringify(mails.map((raw) => raw.toString("base64"))))) as ReadMail[];
}
