/** A source's key, from where programs that send it can put one: a bearer token, or the password of Basic. */
export function keyOf(request: Request): string {
  const header = request.headers.get("authorization") ?? "";
  const [, scheme = "", credentials = ""] = /^(\w+)\s+(\S+)$/.exec(header) ?? [];
  if (scheme.toLowerCase() === "bearer") return credentials;
  if (scheme.toLowerCase() !== "basic") return "";
  return Buffer.from(credentials, "base64").toString("utf8").split(":").slice(1).join(":");
}
