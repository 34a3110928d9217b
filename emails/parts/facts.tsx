import { Fragment } from "react";
import { Section } from "react-email";
import { light, lightTones, marks, type Tone } from "./palette.ts";

export interface Fact {
  name: string;
  /** A line each; a tone puts that state's mark in front. */
  lines: { text: string; tone?: Tone }[];
}

/** The facts before the prose: a table to the eye and to a screen reader. */
export function Facts({ facts, tone }: { facts: Fact[]; tone: Tone }) {
  return (
    <Section className={`b-${tone}`} style={{ margin: "18px 0 22px", borderLeft: `3px solid ${lightTones[tone]}`, paddingLeft: 16 }}>
      <table cellPadding={0} cellSpacing={0} style={{ width: "100%", borderCollapse: "collapse" }}>
        <tbody>
          {facts.map(({ name, lines }) => (
            <tr key={name}>
              <th scope="row" className="fact-name c-muted" style={{ width: 120, padding: "3px 12px 3px 0", textAlign: "left", verticalAlign: "top", fontWeight: 400, fontSize: 14, lineHeight: "22px", color: light.muted }}>{name}</th>
              <td className="c-ink" style={{ padding: "3px 0", verticalAlign: "top", fontSize: 14, lineHeight: "22px", color: light.ink, fontVariantNumeric: "tabular-nums", overflowWrap: "anywhere" }}>
                {lines.map((line, index) => (
                  <Fragment key={line.text}>
                    {index > 0 && <br />}
                    {line.tone === undefined ? line.text : <Marked tone={line.tone} text={line.text} />}
                  </Fragment>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Marked({ tone, text }: { tone: Tone; text: string }) {
  return (
    <>
      <span aria-hidden="true" className={`c-${tone}`} style={{ color: lightTones[tone], fontWeight: 700 }}>{marks[tone]}</span>
      {` ${text}`}
    </>
  );
}
