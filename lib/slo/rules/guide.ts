import type { Language } from "#lib/core/language";

/** How we count, as customers read it, in Markdown; the English is docs/how-we-count.md too. */
export const howWeCount: Record<Language, string> = {
  en: `Everything you read here about how well you are served comes from counts of your own requests. This page says how, so that you can check us.

## What is counted
For each of your journeys we agree on what a good request is, in words: they stand on the page of its objective, under “What is promised”. From then on every request is counted, minute by minute: how many there were, and how many were good. Nobody counts by hand, and nothing is estimated.

## What a figure is made of
**Attained** is good divided by all, in the objective's window. Some objectives count time instead: a slice of time is good or bad as a whole. The page says which.

**What may fail** is all, times what the target leaves to 100 %. With a target of 99.9 % and 1,000,000 requests, 1,000 may fail.

**Budget left** is what may still fail, as a share of what may fail. It goes below zero when more has failed than may, and we show it so.

**Rounding** is always down, and only where a number is shown. 99.8999 % never reads 99.90 %.

Under “Explain this number” each figure stands with the numbers that went into it. “Download the slots it came from” gives you the counts themselves: add them up, take away what is marked as taken out, and you have our figure.

## What is left out
Planned work that we told you of in time, and exclusions: spans of time that are taken out or counted good, each with who made it, who agreed, why, and by which clause. Both figures are shown, with and without them. If you see an exclusion differently, say so beside it.

Where nothing was counted, the objective says what that means: left out, good or bad. The page names gaps of an hour or more.

## What an incident did to you
We compare your requests in the incident's time with the same hours of the same weekday in the six weeks before, without the worst of those weeks. What failed beyond that is what the incident did to you. If several measurements see the same requests, the one that failed most counts, so that nothing is counted twice.

How certain that is stands beside it: by how much of the time was counted, and by how many weeks the comparison is made of. Where we have no counts of you we say so. That does not mean that nothing failed.

If your own counts say something else, use “This looks wrong”. We answer there, and what you said stays with the incident. No other customer sees your figures, your words or our answer.

## Statements
After each month you get a statement of all this, under Reports: as a page, on paper, and as files. Once it is released nothing of it changes. If counts come later or somebody corrects something, you get an amendment that names each figure that differs, and the first one stays.

A statement can be checked by anybody who has its files: whether we said it, whether anything was changed since, and whether its figures follow from the counts. Your browser does it under “Check it”, without sending the files anywhere.

## The outlook
The probability of missing a target is an estimate. It is drawn from your last eight weeks, a week at a time, five hundred times over. Beside it stands how right such estimates were in the last twelve months.
`,
  de: `Alles, was Sie hier über Ihre Versorgung lesen, kommt aus Zählungen Ihrer eigenen Anfragen. Diese Seite sagt, wie, damit Sie uns nachrechnen können.

## Was gezählt wird
Für jeden Ihrer Abläufe vereinbaren wir in Worten, was eine gute Anfrage ist: Sie stehen auf der Seite des Ziels unter „Was zugesagt ist“. Von da an wird jede Anfrage gezählt, Minute für Minute: wie viele es gab und wie viele gut waren. Niemand zählt von Hand, und nichts wird geschätzt.

## Woraus eine Zahl besteht
**Erreicht** sind die guten geteilt durch alle, im Fenster des Ziels. Manche Ziele zählen stattdessen Zeit: Ein Abschnitt ist als Ganzes gut oder schlecht. Die Seite sagt, welches.

**Was fehlschlagen darf** sind alle, mal dem, was das Ziel zu 100 % lässt. Bei einem Ziel von 99,9 % und 1.000.000 Anfragen dürfen 1.000 fehlschlagen.

**Übriges Budget** ist, was noch fehlschlagen darf, als Anteil an dem, was fehlschlagen darf. Es fällt unter null, wenn mehr fehlschlug, als durfte, und wir zeigen es so.

**Gerundet** wird immer ab, und erst wo eine Zahl gezeigt wird. 99,8999 % wird nie zu 99,90 %.

Unter „Diese Zahl erklären“ steht jede Zahl mit dem, was in sie einging. „Die Zählungen herunterladen, aus denen sie besteht“ gibt Ihnen die Zählungen selbst: Zählen Sie sie zusammen, ziehen Sie ab, was herausgenommen ist, und Sie haben unsere Zahl.

## Was weggelassen wird
Geplante Arbeiten, die wir Ihnen rechtzeitig gesagt haben, und Ausschlüsse: Zeiten, die herausgenommen oder als gut gezählt werden, jede mit wem, wer zustimmte, warum und nach welcher Klausel. Beide Zahlen werden gezeigt, mit und ohne sie. Sehen Sie einen Ausschluss anders, sagen Sie es daneben.

Wo nichts gezählt wurde, sagt das Ziel, was das heißt: weggelassen, gut oder schlecht. Die Seite nennt Lücken von einer Stunde oder mehr.

## Was eine Störung mit Ihnen gemacht hat
Wir vergleichen Ihre Anfragen in der Zeit der Störung mit denselben Stunden desselben Wochentags in den sechs Wochen davor, ohne die schlechteste dieser Wochen. Was darüber hinaus fehlschlug, hat die Störung mit Ihnen gemacht. Sehen mehrere Messungen dieselben Anfragen, zählt die, bei der am meisten fehlschlug: So wird nichts doppelt gezählt.

Wie sicher das ist, steht daneben: danach, wie viel der Zeit gezählt wurde und aus wie vielen Wochen der Vergleich besteht. Wo wir von Ihnen keine Zählungen haben, sagen wir es. Das heißt nicht, dass nichts fehlschlug.

Sagen Ihre eigenen Zahlen etwas anderes, nutzen Sie „Das sieht falsch aus“. Wir antworten dort, und was Sie sagten, bleibt bei der Störung. Kein anderer Kunde sieht Ihre Zahlen, Ihre Worte oder unsere Antwort.

## Berichte
Nach jedem Monat erhalten Sie einen Bericht über all das, unter „Berichte“: als Seite, auf Papier und als Dateien. Ist er freigegeben, ändert sich nichts mehr an ihm. Kommen Zählungen später oder wird etwas berichtigt, erhalten Sie eine Berichtigung, die jeden abweichenden Wert nennt, und der erste bleibt.

Prüfen kann einen Bericht, wer seine Dateien hat: ob er von uns ist, ob seither etwas geändert wurde, und ob seine Werte aus den Zählungen folgen. Ihr Browser tut es unter „Prüfen“, ohne die Dateien irgendwohin zu senden.

## Der Ausblick
Die Wahrscheinlichkeit, ein Ziel zu verfehlen, ist eine Schätzung. Sie wird aus Ihren letzten acht Wochen gezogen, je eine Woche am Stück, fünfhundertmal. Daneben steht, wie richtig solche Schätzungen in den letzten zwölf Monaten waren.
`,
};

/** The guide as a page draws it: what comes before its first heading, and each part with its own. */
export function partsOf(guide: string): { lead: string; sections: { title: string; body: string }[] } {
  const [lead = "", ...rest] = guide.split(/^## /m);
  return { lead, sections: rest.map((part) => ({ title: part.slice(0, part.indexOf("\n")), body: part.slice(part.indexOf("\n") + 1) })) };
}
