/** What is not a character to XML 1.0 (section 2.2) cannot be written even escaped: one of them makes a whole document unreadable. */
export function xmlCharacters(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd");
}

/** For text and attributes of XML. */
export function escapeXml(text: string): string {
  return xmlCharacters(text).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
