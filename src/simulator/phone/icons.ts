const SVG = 'http://www.w3.org/2000/svg';

/** Line icons on a 24 by 24 grid. */
const PATHS = {
  reply: 'M10 8 5 12.5l5 4.5M5 12.5h8.5a5.5 5.5 0 0 1 5.5 5.5',
  list: 'M5 7h.01M9 7h10M5 12h.01M9 12h10M5 17h.01M9 17h10',
  link: 'M14 5h5v5M19 5l-8 8M11 7H7a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2v-4',
  phone:
    'M7 4h3l1.5 4.5-2 1.5a11 11 0 0 0 4.5 4.5l1.5-2L20 14v3a2.5 2.5 0 0 1-3 2.5A15.5 15.5 0 0 1 4.500 7 2.500 2.500 0 0 1 7 4z',
  pin: 'M12 21s-6.500-5.800-6.500-11a6.500 6.500 0 0 1 13 0C18.500 15.200 12 21 12 21zM12 12.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400z',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  plus: 'M12 5v14M5 12h14',
  send: 'M5 12 4 4.500 21 12 4 19.500 5 12zM5 12h8',
  image: 'M4 5h16v14H4zM4 16l4.500-4.500 4 4 3-3L20 17M15.500 9.500h.01',
  video: 'M4 6h11v12H4zM15 10.500 20 8v8l-5-2.500',
  audio:
    'M12 4a2.500 2.500 0 0 1 2.500 2.500v5a2.500 2.500 0 0 1-5 0v-5A2.500 2.500 0 0 1 12 4zM6.500 11.500a5.500 5.500 0 0 0 11 0M12 17v3',
  document: 'M7 3.500h7L18.500 8v12.500H7zM14 3.500V8h4.500',
  sticker: 'M5 5h14v9l-5 5H5zM14 19v-5h5',
  contact: 'M12 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM5 19.500a7 7 0 0 1 14 0',
  close: 'M6 6l12 12M18 6 6 18',
  alert: 'M12 4 3 19.500h18L12 4zM12 10v4.500M12 17h.01',
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGSVGElement {
  return drawing('0 0 24 24', 'icon', PATHS[name]);
}

/** One tick for sent, two for delivered and read. */
export function tickIcon(count: 1 | 2): SVGSVGElement {
  const path = count === 1 ? 'M4 8.500l3.200 3.200L14 5' : 'M1.500 8.500l3.200 3.200L11.500 5M8 11l.800.700L15.500 5';
  return drawing('0 0 17 16', 'tick', path);
}

/** A ring that is filled by `share` (0 to 1). */
export function ringIcon(share: number): SVGSVGElement {
  const length = 2 * Math.PI * 15;
  const svg = drawing('0 0 36 36', 'ring-drawing');
  for (const [kind, dash] of [
    ['ring-track', `${length} 0`],
    ['ring-value', `${length * share} ${length}`],
  ] as const) {
    const circle = document.createElementNS(SVG, 'circle');
    for (const [name, value] of Object.entries({
      cx: '18',
      cy: '18',
      r: '15',
      class: kind,
      'stroke-dasharray': dash,
    })) {
      circle.setAttribute(name, value);
    }
    svg.append(circle);
  }
  return svg;
}

function drawing(viewBox: string, className: string, path?: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', viewBox);
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  if (path !== undefined) {
    const line = document.createElementNS(SVG, 'path');
    line.setAttribute('d', path);
    svg.append(line);
  }
  return svg;
}
