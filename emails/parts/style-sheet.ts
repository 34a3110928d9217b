import { dark, darkTones, light, tones } from "./palette.ts";

const colorRules = (name: string, color: string) => `.c-${name}{color:${color} !important}`;

/**
 * Everything that matters is also inline; this adds what inline styles cannot say: the dark theme (also under the names that
 * Outlook's apps give to it), narrow screens, and the elements of a written text.
 */
export const styleSheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
.prose p,.prose ul,.prose ol,.prose pre,.prose blockquote,.prose table{margin:0 0 14px}
.prose li{margin:0 0 4px}
.prose h2,.prose h3,.prose h4{margin:20px 0 8px;font-size:16px;line-height:1.35}
.prose code,.prose pre{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:14px}
.prose pre{white-space:pre-wrap}
.prose blockquote{margin-left:0;padding-left:14px;border-left:2px solid ${light.line}}
.prose td,.prose th{padding:4px 12px 4px 0;text-align:left;vertical-align:top}
.prose a{color:${light.accent}}
@media (max-width:480px){.pad>tbody>tr>td{padding-left:20px !important;padding-right:20px !important}.page>table>tbody>tr>td{padding:0 !important}.sheet{border-radius:0 !important;border-left:0 !important;border-right:0 !important}.fact-name{width:92px !important}}
@media (prefers-color-scheme:dark){
.page,.page>table>tbody>tr>td{background-color:${dark.page} !important}
.sheet{background-color:${dark.paper} !important;border-color:${dark.line} !important}
.wash{background-color:${dark.wash} !important}
.line{border-color:${dark.line} !important}
.prose blockquote{border-color:${dark.line}}
.prose a{color:${dark.accent}}
.button{background-color:${dark.accent} !important;color:${dark.onAccent} !important}
${(["ink", "soft", "muted", "accent"] as const).map((name) => colorRules(name, dark[name])).join("")}
${tones.map((tone) => `${colorRules(tone, darkTones[tone])}.b-${tone}{border-color:${darkTones[tone]} !important}`).join("")}
}
`.replaceAll("\n", "");
