import {
  IconChartBar,
  IconCoins,
  IconDeviceMobile,
  IconForms,
  IconInbox,
  IconMessage2Check,
  IconRobot,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';
import type { Permission } from '@core/accounts/permissions.js';

export interface Area {
  name: 'surveys' | 'inbox' | 'results' | 'templates' | 'agents' | 'channels' | 'costs' | 'settings';
  icon: Icon;
  /** Without it the area is not offered; settings are for everybody. */
  needs?: Permission;
}

export const AREAS: readonly Area[] = [
  { name: 'surveys', icon: IconForms, needs: 'flows:read' },
  { name: 'inbox', icon: IconInbox, needs: 'conversations:read' },
  { name: 'results', icon: IconChartBar, needs: 'responses:read' },
  { name: 'templates', icon: IconMessage2Check, needs: 'templates:read' },
  { name: 'agents', icon: IconRobot, needs: 'agents:read' },
  { name: 'channels', icon: IconDeviceMobile, needs: 'channels:read' },
  { name: 'costs', icon: IconCoins, needs: 'costs:read' },
  { name: 'settings', icon: IconSettings },
];
