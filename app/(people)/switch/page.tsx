import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EmptyState } from "#components/layout/empty-state";
import { Icon } from "#components/ui/icon";
import { requirePerson } from "#lib/access/gates";
import { say, sayKnown } from "#lib/language/rules/say";
import { placesOf, roleInWords } from "#lib/people/rules";
import { env } from "#lib/platform/env";

export function generateMetadata(): Metadata {
  return { title: say("Where to"), robots: { index: false } };
}

/** Every place this person may open; with only one there is nothing to choose. */
export default async function SwitchPage() {
  const { signedIn } = await requirePerson();
  const places = placesOf(signedIn, env.PORTAL_NAME);
  const [only] = places;
  if (places.length === 1 && only) redirect(only.href);
  return (
    <div className="max-w-md pt-12">
      <h1 className="text-xl font-semibold">{say("Where to, {name}?", { name: signedIn.name })}</h1>
      {places.length === 0 ? (
        <div className="mt-6"><EmptyState title={say("You belong to no customer at the moment")}>{say("Ask whoever invited you. Until then the public page is open to you as to everybody.")}</EmptyState></div>
      ) : (
        <ul className="mt-6 border-t border-line">
          {places.map((place) => (
            <li key={place.href} className="border-b border-line">
              <a href={place.href} className="flex items-center gap-3 py-4 hover:bg-wash/60">
                <span className="min-w-0 flex-1"><span className="block font-medium">{place.name}</span><span className="block text-sm text-muted">{say("You are {role}", { role: sayKnown(roleInWords(place.role)) })}</span></span>
                <Icon name="arrow-right" className="text-muted" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
