import { clsx } from "clsx";

const PATHS = {
  alert: "M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5m0 2.6v.1",
  "arrow-left": "M19 12H5m6-6-6 6 6 6",
  "arrow-right": "M5 12h14m-6-6 6 6-6 6",
  bell: "M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 2h-15l1.5-2Zm4 2v.5a2 2 0 0 0 4 0v-.5",
  building: "M5 20V4h9v16M14 9h5v11M3 20h18M8.5 8h2m-2 4h2m-2 4h2",
  calendar: "M4 6.5h16V20H4V6.5ZM4 10.5h16M8 4v4m8-4v4",
  check: "m5 12.5 4.5 4.5L19 7.5",
  chevron: "m9 6 6 6-6 6",
  clock: "M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  copy: "M9 9h11v11H9V9Zm-4 6H4V4h11v1",
  cross: "M6 6l12 12M18 6 6 18",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm12.5 0a3 3 0 1 1-6 0 3 3 0 0 1 6 0Z",
  gear: "M4 7h9m5 0h2M4 17h2m5 0h9M18 7a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Zm-7 10a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z",
  globe: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Zm-18 0h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3Z",
  home: "M4 11.5 12 4l8 7.5V20h-5.5v-5.5h-5V20H4v-8.5Z",
  info: "M12 11v5.5m0-8.6v.1m9 4a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  layers: "m12 4 9 4.5-9 4.5-9-4.5L12 4Zm-9 8.5 9 4.5 9-4.5M3 16.5 12 21l9-4.5",
  link: "M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 1 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 1 0 5.7 5.7l1.1-1.1",
  list: "M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.1m-.1 5.5h.1m-.1 5.5h.1",
  lock: "M6 11h12v9H6v-9Zm2.5 0V8a3.5 3.5 0 1 1 7 0v3",
  mail: "M3.5 6h17v12h-17V6Zm0 1 8.5 6.5L20.5 7",
  megaphone: "M4 10v4h3l9 4.5v-13L7 10H4Zm3 4v5h3v-3.5M19 9.5a4 4 0 0 1 0 5",
  menu: "M4 7h16M4 12h16M4 17h16",
  pencil: "m4 20 1-4.5L16.5 4 20 7.5 8.5 19 4 20Z",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 9c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.3a3.5 3.5 0 0 1 0 6.4m2 3.8c2.2.9 3.5 2.8 3.5 5.5",
  plus: "M12 5v14M5 12h14",
  pen: "M5 4h14v16H5V4Zm3.5 5h7m-7 3.5h7m-7 3.5h4",
  pulse: "M3 12h4l3-7 4 14 3-7h4",
  rss: "M5 19v-.1M5 12.5a6.5 6.5 0 0 1 6.5 6.5M5 6a13 13 0 0 1 13 13",
  search: "m20 20-4.2-4.2M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z",
  send: "M21 3.5 3.5 10.5l7 3 3 7L21 3.5Zm-10.5 10L21 3.5",
  target: "M12 2.5V7m0 10v4.5M2.5 12H7m10 0h4.5M18.5 12a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0Z",
  wrench: "M20.5 7.2 17 10.7 13.3 7l3.5-3.5a5.3 5.3 0 0 0-6.6 7L3.7 17a2.3 2.3 0 1 0 3.3 3.3l6.5-6.5a5.3 5.3 0 0 0 7-6.6Z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={clsx("icon", className)} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
