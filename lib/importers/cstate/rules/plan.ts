import { isTimeZone } from "../../../core/time.ts";
import { permanentCode, uniqueCodes } from "../../history/rules/codes.ts";
import type { ImportPlan, Remark } from "../../history/rules/planned.ts";
import { Config } from "../input.ts";
import type { Site } from "../terms.ts";
import { planComponents, systemId } from "./components.ts";
import { type Post, readPost } from "./post.ts";
import { planAnnouncement, planIncident, planMaintenance, type Story } from "./stories.ts";

/** What a cState site comes to. */
export function planCstate(site: Site): ImportPlan {
  const config = Config.catch({ title: "cState", baseURL: null, timeZone: null, params: { categories: [], systems: [] } }).parse(site.config ?? {});
  const problems: Remark[] = site.unreadable.map((one) => ({ ...one, item: null }));
  const notes: Remark[] = site.config === null ? [{ file: null, item: null, reason: "There is no config.yml: systems have no groups, descriptions or order, and old addresses are not known." }] : [];
  const zone = config.timeZone && isTimeZone(config.timeZone) ? config.timeZone : "UTC";
  const posts = site.files.filter(isPost).flatMap((file) => readPost(file, { zone, problems, notes }) ?? []);
  const pages = site.files.filter((file) => !isPost(file));
  if (pages.length > 0) notes.push({ file: null, item: null, reason: `${pages.length} ${pages.length === 1 ? "page of the site is no post and was" : "pages of the site are no posts and were"} not taken: ${pages.map(({ name }) => name).join(", ")}.` });
  const once = refuseTwins(posts, problems);
  const codes = uniqueCodes(once.map(({ slug }) => slug), permanentCode);
  const stories = once.map((post): Story => ({ ...post, externalId: `cstate-${post.slug}`, code: codes.get(post.slug) ?? post.slug, url: config.baseURL === null ? null : `${config.baseURL}/issues/${post.slug.toLowerCase()}/`, systemIds: post.systems.map(systemId) }));
  return {
    pages: [{ id: config.title, name: config.title }],
    ...planComponents(config, { posts: once, problems, notes }),
    incidents: stories.filter((one) => kindOf(one) === "incident").map(planIncident),
    maintenances: stories.filter((one) => kindOf(one) === "maintenance").map(planMaintenance),
    announcements: stories.filter((one) => kindOf(one) === "announcement").map(planAnnouncement),
    problems,
    notes,
  };
}

function isPost({ name, fields }: { name: string; fields: Readonly<Record<string, unknown>> }): boolean {
  return !/(^|\/)_index\.md$/i.test(name) && (fields["section"] === "issue" || /(^|\/)issues\//.test(name));
}

/** `notice` is what cState has for work that was announced; what is worse was a failure to its readers, and stays one. */
function kindOf({ isInformational, severity }: Post): "incident" | "maintenance" | "announcement" {
  if (isInformational) return "announcement";
  return severity === "notice" ? "maintenance" : "incident";
}

function refuseTwins(posts: readonly Post[], problems: Remark[]): Post[] {
  const first = new Map<string, string>();
  return posts.filter(({ slug, file }) => {
    const earlier = first.get(slug);
    if (earlier === undefined) return first.set(slug, file);
    problems.push({ file, item: `cstate-${slug}`, line: 1, reason: `Its address is that of ${earlier} already.` });
    return false;
  });
}
