import { Button } from "../ui/button.tsx";
import { say } from "#lib/language/rules/say";

export type CastMember = { id: string; name: string; role: string; place: string };

/** One-click sign-ins of the demo. */
export function CastList({ cast, next }: { cast: readonly CastMember[]; next: string }) {
  if (cast.length === 0) return null;
  return (
    <section aria-labelledby="cast" className="mt-12 border-t border-line pt-6">
      <h2 id="cast" className="text-base font-semibold">{say("Look around the demo")}</h2>
      <p className="mt-1 text-sm text-muted">{say("Sign in as one of these people with one click. This is offered only by a demo on your own machine.")}</p>
      <ul className="mt-4 border-t border-line">
        {cast.map((person) => (
          <li key={person.id} className="flex items-center gap-4 border-b border-line py-2.5">
            <span className="min-w-0 flex-1">
              <span className="block text-sm font-medium">{person.name}</span>
              <span className="block text-xs text-muted">{person.place}, {person.role}</span>
            </span>
            <form method="post" action="/sign-in/demo">
              <input type="hidden" name="personId" value={person.id} />
              <input type="hidden" name="next" value={next} />
              <Button size="small">{say("Sign in")}<span className="sr-only"> {say("as {name}", { name: person.name })}</span></Button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
