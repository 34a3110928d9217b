const roles = new Set(
  "admin admins administrator alerts alert all allhands backend contact customerservice dev devops devs everyone engineering frontend hello helpdesk hq incident incidents info infra infrastructure it itsupport mail management monitoring net netops network noc oncall operations ops payments platform postmaster product reception reliability root security secops service servicedesk site soc sre staff status statuspage support sysadmin sysadmins sysops team tech techsupport webmaster".split(" "),
);

/** Whether an address reads like a role's, which several people read: team@, ops-eu@, sre.oncall@. A guess, to be offered and not imposed. */
export function isRoleAddress(email: string): boolean {
  const local = email.slice(0, email.lastIndexOf("@")).toLowerCase().replace(/\+.*$/, "");
  if (roles.has(local.replaceAll(/[._-]/g, ""))) return true;
  const parts = local.split(/[._-]/);
  return parts.length > 1 && (roles.has(parts[0] ?? "") || roles.has(parts.at(-1) ?? ""));
}
