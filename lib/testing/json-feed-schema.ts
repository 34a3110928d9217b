// JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) as a JSON Schema: what it requires, and nothing but what it knows.
const url = { type: "string", format: "uri" };
const when = { type: "string", format: "date-time" };
const author = { type: "object", properties: { name: { type: "string" }, url, avatar: url }, anyOf: [{ required: ["name"] }, { required: ["url"] }, { required: ["avatar"] }], additionalProperties: false };

export const jsonFeedSchema = {
  type: "object",
  required: ["version", "title", "items"],
  additionalProperties: false,
  properties: {
    version: { const: "https://jsonfeed.org/version/1.1" },
    title: { type: "string", minLength: 1 },
    home_page_url: url,
    feed_url: url,
    description: { type: "string" },
    language: { type: "string" },
    authors: { type: "array", items: author },
    items: {
      type: "array",
      items: {
        type: "object",
        required: ["id"],
        anyOf: [{ required: ["content_html"] }, { required: ["content_text"] }],
        additionalProperties: false,
        properties: { id: { type: "string", minLength: 1 }, url, external_url: url, title: { type: "string" }, content_html: { type: "string" }, content_text: { type: "string" }, summary: { type: "string" }, date_published: when, date_modified: when, authors: { type: "array", items: author }, tags: { type: "array", items: { type: "string" } }, language: { type: "string" } },
      },
    },
  },
};
