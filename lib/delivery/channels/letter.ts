import type { FrozenMessage, Letter, Parcel } from "#lib/delivery/terms";
import { signLink } from "#lib/platform/signed-link";

/** Stand in a letter where each reader's own facts go: letters and dashes, so that they pass for an id and in an address. */
export const places = { manage: "candor-place-of-manage-token", unsubscribe: "candor-place-of-unsubscribe-token", subscriber: "candor-place-of-subscriber" };

export interface Addressee {
  address: string;
  subscriberId: string;
  /** Of the reader's links, when the mail was queued. */
  linkVersion: number;
}

/** One reader's own message. It depends on nothing but what was stored when it was queued, so that every try sends the same bytes. */
export function addressLetter({ subject, from, html, text, headers }: Letter, addressee: Addressee): FrozenMessage {
  const own = ownWords(addressee);
  const ownHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, own(value)]));
  return { to: addressee.address, from, subject, html: own(html), text: own(text), headers: ownHeaders };
}

/** The same for what goes to an endpoint; where that is, is looked up when it leaves. */
export function addressParcel({ contentType, body }: Parcel, addressee: Omit<Addressee, "address">): Parcel {
  return { contentType, body: ownWords(addressee)(body) };
}

function ownWords({ subscriberId, linkVersion }: Omit<Addressee, "address">): (words: string) => string {
  const target = { id: subscriberId, version: linkVersion };
  const facts = { [places.manage]: signLink("manage", target), [places.unsubscribe]: signLink("unsubscribe", target), [places.subscriber]: subscriberId };
  return (words) => words.replaceAll(anyPlace, (place) => facts[place] ?? place);
}

const anyPlace = new RegExp(Object.values(places).join("|"), "g");
