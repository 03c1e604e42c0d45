// SVG paths of the icons: strokes on a grid of 24.
export const paths = {
  bell: "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.500M12 7.500v.01",
  keyboard: "M3 6h18v12H3zM7 10v.01M11 10v.01M15 10v.01M8 14h8",
  palette:
    "M12 3a9 9 0 1 0 0 18c2 0 1.500-2 1.200-2.800-.4-1.200.4-2.200 1.800-2.200h2a4 4 0 0 0 4-4c0-5-4-9-9-9zM7.500 11v.01M10.500 7.500v.01M15 7.800v.01",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.500 20.500c1-4 4-6 7.500-6s6.500 2 7.500 6",
  alert: "M12 8v5M12 16.5v.01M12 3 2.5 20h19z",
  back: "M19 12H5M11 6l-6 6 6 6",
  check: "m5 12.5 4.5 4.500L19 7.5",
  chevron: "m6 9.500 6 6 6-6",
  up: "m6 14.500 6-6 6 6",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
  close: "M6 6l12 12M18 6 6 18",
  computer: "M4 5h16v11H4zM9 20h6M12 16v4",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  edit: "M4 20h4L19.5 8.500l-4-4L4 16zM13 7l4 4",
  eye: "M2 12c2.5-4.5 6-7 10-7s7.5 2.5 10 7c-2.5 4.5-6 7-10 7s-7.5-2.5-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  eyeOff:
    "M4 4l16 16M9.5 5.300c.8-.2 1.6-.3 2.5-.3 4 0 7.5 2.5 10 7-.9 1.6-1.9 3-3 4M6 7.500c-1.5 1.1-2.9 2.6-4 4.5 2.5 4.5 6 7 10 7 1.4 0 2.8-.3 4-.9M10 10a3 3 0 0 0 4 4",
  flame:
    "M12.5 3c.6 4 5.5 6.2 5.5 11.200C18 18 15.3 21 12 21s-6-2.7-6-6.300c0-2.7 1.5-4.4 2.9-5.9.3 1.4.8 2.3 1.7 3C10.5 8.7 11 5.5 12.5 3z",
  globe: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c5 5.5 5 12.5 0 18-5-5.5-5-12.5 0-18z",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.700-5.700L12 7M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.700 5.700L12 17",
  outbox: "M4 13l2.500-8h11l2.500 8v6H4zM4 13h5l1.5 2.500h3L15 13h5",
  post: "M6 3h8.500L19 7.500V21H6zM9.5 12h6M9.5 16h6",
  reload: "M20 11a8 8 0 1 0-2 6M20 5v6h-6",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4.5 4.5",
  settings:
    "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.600l2.1 2.1M16.300 16.300l2.1 2.1M5.6 18.400l2.1-2.1M16.300 7.700l2.1-2.1",
  top: "M12 20V5M6 11l6-6 6 6",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
} as const;

export type IconName = keyof typeof paths;

/** Icons that are mirrored in right-to-left languages. */
export const DIRECTED: ReadonlySet<IconName> = new Set<IconName>(["back"]);
