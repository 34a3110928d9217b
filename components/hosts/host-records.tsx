import { CopyField } from "../ui/copy-field.tsx";

/** What to set where a name's DNS is managed: proof that it is theirs, and the way to this portal. */
export function HostRecords({ host, challenge, leadsTo }: { host: string; challenge: { name: string; value: string }; leadsTo: string }) {
  return (
    <div className="grid max-w-prose gap-8">
      <div className="grid gap-4">
        <p className="text-sm text-soft">A TXT record proves that the name is yours. Leave it there: it is looked up every day.</p>
        <CopyField id="txt-name" label="TXT record at" value={challenge.name} />
        <CopyField id="txt-value" label="It says" value={challenge.value} />
      </div>
      <div className="grid gap-4">
        <p className="text-sm text-soft">A CNAME record leads readers here. The proxy in front of the portal needs a certificate for the name, and passes it on in the Host header.</p>
        <CopyField id="cname-name" label="CNAME record at" value={host} />
        <CopyField id="cname-value" label="It leads to" value={leadsTo} />
      </div>
    </div>
  );
}
