const secretKey = /secret|token|password|authorization|cookie|api[-_]?key|csrf|code_verifier/i;
// Every repetition that may fail late has a limit: a stranger's path of sixteen thousand characters would cost half a second.
const address = /\b([A-Za-z0-9])[A-Za-z0-9._+-]{0,64}(@|%40)([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/g;
const secretInText: [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+/gi, "$1 [redacted]"],
  [/([?&](?:token|code|state|secret|key)=)[^&\s"'\\#]+/gi, "$1[redacted]"],
  [/(\/(?:f|embed\/c|setup|subscription|unsubscribe|subscribe\/confirm|hooks\/[a-z-]+)\/)[A-Za-z0-9_.%-]{16,}/g, "$1[redacted]"],
  // Our own tokens, wherever they stand: a signed link, the address of a feed or an embed.
  [/([a-z]{3}_[A-Za-z0-9]{16,64}\.\d{1,9})\.[A-Za-z0-9_-]{20,}/g, "$1.[redacted]"],
  [/c[fe]t_[A-Za-z0-9_-]{8,}/g, "[redacted]"],
  [/whsec_[A-Za-z0-9+/=_-]{8,}/g, "[redacted]"],
  [/\bre_[A-Za-z0-9_]{8,}/g, "[redacted]"],
  [/(\b[a-z][a-z0-9+]{0,20}:\/\/[^\s:/@"\\]{0,128}:)[^\s@"\\]{1,256}@/gi, "$1[redacted]@"],
];

/** A text without people's addresses (`a…@acme.example` stays, to tell who by context) and without what opens a door. */
export function maskText(text: string): string {
  const withoutSecrets = secretInText.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), text);
  return withoutSecrets.replace(address, "$1…$2$3");
}

/** A copy without the values that are kept under a secret's name, at any depth. */
export function maskFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, secretKey.test(key) ? "[redacted]" : maskValue(value)]));
}

function maskValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskValue);
  return isPlain(value) ? maskFields(value) : value;
}

// Errors, dates and buffers keep their own form: the logger's serializers know them.
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
