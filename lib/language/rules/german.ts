import { account } from "./german/account.ts";
import { announcements } from "./german/announcements.ts";
import { channels } from "./german/channels.ts";
import { errors } from "./german/errors.ts";
import { impact } from "./german/impact.ts";
import { incidents } from "./german/incidents.ts";
import { layout } from "./german/layout.ts";
import { maintenance } from "./german/maintenance.ts";
import { membersPages } from "./german/members-pages.ts";
import { objectives } from "./german/objectives.ts";
import { pages } from "./german/pages.ts";
import { rules } from "./german/rules.ts";
import { signIn } from "./german/sign-in.ts";
import { sloPage } from "./german/slo-page.ts";
import { statementPages } from "./german/statement-pages.ts";
import { statements } from "./german/statements.ts";
import { states } from "./german/states.ts";
import { status } from "./german/status.ts";
import { subscriptions } from "./german/subscriptions.ts";

/** All words of readers' pages, by their English. What is missing here fails to compile where it is said. */
export const german = { ...account, ...announcements, ...channels, ...errors, ...impact, ...incidents, ...layout, ...maintenance, ...membersPages, ...objectives, ...pages, ...rules, ...signIn, ...sloPage, ...statementPages, ...statements, ...states, ...status, ...subscriptions };
