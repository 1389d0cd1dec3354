// The script that a website takes in: <script src="https://…/sites/web-chat/<key>.js" async></script>. It adds one
// button and, once that is pressed, the chat in a frame. It reads nothing of the website.
//   data-start="visit, product"   what the chat proposes to begin with
//   data-label="Chat with us"     the button's name
//   data-side="start"             the other corner
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const { start = '', label = 'Chat', side = 'end' } = script.dataset;
  const page = new URL(script.src.replace(/\.js(\?.*)?$/, '/'));
  for (const text of start.split(',')) if (text.trim() !== '') page.searchParams.append('start', text.trim());

  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const style = new CSSStyleSheet();
  // A sheet made by script is no inline style: websites with a strict policy allow it.
  style.replaceSync(`
    :host { all: initial; position: fixed; inset-block-end: 20px; inset-inline-${side === 'start' ? 'start' : 'end'}: 20px; z-index: 2147483000; }
    button { width: 60px; height: 60px; border: 0; border-radius: 50%; background: #0f5f57; color: #fff; cursor: pointer;
      box-shadow: 0 6px 20px rgb(0 0 0 / 30%); display: grid; place-items: center; }
    button:hover { background: #0a4540; }
    button:focus-visible { outline: 3px solid #fff; outline-offset: -6px; box-shadow: 0 0 0 3px #0a4540; }
    svg { width: 30px; height: 30px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    iframe { position: fixed; inset-block-end: 92px; inset-inline-${side === 'start' ? 'start' : 'end'}: 20px; width: min(400px, calc(100vw - 40px));
      height: min(640px, calc(100dvh - 112px)); border: 0; border-radius: 16px; box-shadow: 0 12px 40px rgb(0 0 0 / 30%); background: #fff; color-scheme: light dark; }
    [hidden] { display: none; }
    @media (max-width: 480px) { iframe { inset: 0; width: 100vw; height: 100dvh; border-radius: 0; } }
  `);
  root.adoptedStyleSheets = [style];

  const opener = document.createElement('button');
  opener.type = 'button';
  opener.setAttribute('aria-label', label);
  opener.setAttribute('aria-expanded', 'false');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M4 5h16v11h-9l-5 4v-4H4zM8 9h8M8 12h5');
  svg.append(path);
  opener.append(svg);
  root.append(opener);

  let frame: HTMLIFrameElement | undefined;
  const greet = () => frame?.contentWindow?.postMessage('canvass-web-chat:opened', page.origin);
  const show = (open: boolean) => {
    if (open && !frame) {
      frame = document.createElement('iframe');
      frame.title = label;
      frame.allow = 'geolocation';
      frame.src = page.href;
      frame.addEventListener('load', greet);
      root.append(frame);
    }
    if (frame) frame.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
    if (open) greet();
    else opener.focus();
  };
  opener.addEventListener('click', () => show(frame?.hidden !== false));
  window.addEventListener('message', ({ source, origin, data }) => {
    const isOurs = frame !== undefined && source === frame.contentWindow && origin === page.origin;
    if (isOurs && data === 'canvass-web-chat:close') show(false);
  });
  const place = () => document.body.append(host);
  if (document.body) place();
  else document.addEventListener('DOMContentLoaded', place);
})();
