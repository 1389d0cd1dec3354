import './theme/mantine.css';
import './theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { startI18n } from './i18n/i18n.js';
import { beginFirstPage } from './router.js';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
await startI18n();
beginFirstPage();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
