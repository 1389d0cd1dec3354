import { onBothSizes } from '../../support/on-both-sizes.js';
import { inboxFigures } from './inbox.figures.js';

onBothSizes('the inbox', inboxFigures);
