import { renderDocument } from "../app/_documents/render.tsx";
import { getDb } from "#db/connection";
import { documentScope } from "#lib/access/gates";
import { findCustomerBySlug } from "#lib/access/queries";
import { makeDocument } from "#lib/access/document-scope";
import { getStatusView } from "#lib/status/queries/view";
import { Session } from "node:inspector/promises";
const db = getDb();
const customer = await findCustomerBySlug(db.read, "acme");
async function time(name: string, n: number, f: () => Promise<any>) {
  for (let i = 0; i < 10; i++) await f();
  const c0 = process.cpuUsage();
  for (let i = 0; i < n; i++) await f();
  const c = process.cpuUsage(c0);
  console.log(name, ((c.user + c.system) / 1000 / n).toFixed(2), "ms cpu");
}
const cus = (p: string) => documentScope({ customer, path: p, requestId: "x" });
const pub = (p: string) => documentScope({ customer: null, path: p, requestId: "x" });
const doc = () => renderDocument(cus("/c/acme"), { policyId: "customer.status", params: { customer: "acme" }, query: {} }, ["/x.css"]);
await time("/c/acme whole", 100, doc);
await time("/ whole", 100, () => renderDocument(pub("/"), { policyId: "public.status", params: {}, query: {} }, ["/x.css"]));
await time("view only", 100, () => { const s = cus("/c/acme"); return makeDocument(s, () => getStatusView(s.ctx)); });
await time("history", 100, () => renderDocument(pub("/history"), { policyId: "public.history", params: {}, query: {} }, ["/x.css"]));
await time("rss", 100, () => renderDocument(cus("/f/x/history.rss"), { policyId: "feeds.private_rss", params: { token: "x" }, query: {} }, []));
if (process.argv[2]) {
  const s = new Session(); s.connect(); await s.post("Profiler.enable"); await s.post("Profiler.setSamplingInterval", { interval: 200 }); await s.post("Profiler.start");
  for (let i = 0; i < 200; i++) await doc();
  const { profile } = await s.post("Profiler.stop");
  const byId = new Map<number, any>(profile.nodes.map((n) => [n.id, n])); const parent = new Map<number, number>(); for (const n of profile.nodes) for (const c of n.children ?? []) parent.set(c, n.id);
  const self = new Map<string, number>(), incl = new Map<string, number>();
  const key = (n: any) => `${n.callFrame.functionName || "(anon)"} ${n.callFrame.url.split("/").slice(-3).join("/")}:${n.callFrame.lineNumber + 1}`;
  let tot = 0;
  profile.samples!.forEach((id, i) => { const d = profile.timeDeltas![i] ?? 0; tot += d; let n: any = byId.get(id); self.set(key(n), (self.get(key(n)) ?? 0) + d); const seen = new Set<string>(); for (let p: number | undefined = id; p !== undefined; p = parent.get(p)) { const k = key(byId.get(p)); if (!seen.has(k)) { seen.add(k); incl.set(k, (incl.get(k) ?? 0) + d); } } });
  const top = (m: Map<string, number>, n: number) => [...m].sort((a, b) => b[1] - a[1]).slice(0, n).map(([k, v]) => `${((v / tot) * 100).toFixed(1)}% ${k}`).join("\n");
  console.log("SELF\n" + top(self, 25) + "\nINCL\n" + top(incl, 60));
}
await db.close();
